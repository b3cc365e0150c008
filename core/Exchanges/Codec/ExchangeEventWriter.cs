using QueueService.Exchanges.Events;
using QueueService.Exchanges.Matching;
using QueueService.Partitions.Codec;
using QueueService.Wire;

namespace QueueService.Exchanges.Codec;

/// <summary>Events of exchanges as bytes. Stored: every kind is pinned by <c>ExchangeFormatTests</c>.</summary>
internal static class ExchangeEventWriter
{
    public static void Write(WireWriter writer, ExchangeEvent happened)
    {
        writer.Byte((byte)happened.Kind);
        switch (happened)
        {
            case ExchangeConfigured configured:
                writer.Text(configured.Exchange.Value);
                ExchangeSettingsCodec.Write(writer, configured.Settings);
                break;
            case ExchangeClosed:
                break;
            case Bound bound:
                LinkCodec.Write(writer, bound.Link);
                break;
            case Unbound unbound:
                writer.Number(unbound.Bindings.Length);
                foreach (BindingId binding in unbound.Bindings)
                    writer.Fixed128(binding.Value);
                break;
            case Published published:
                Write(writer, published);
                break;
            case CopiesArrived arrived:
                EventWriter.Write(writer, arrived.Destination);
                writer.Number(arrived.Last.Value);
                break;
            case Counted counted:
                writer.Number(counted.Published);
                writer.Number(counted.Unroutable);
                break;
            default:
                throw new InvalidOperationException($"No byte form of {happened.Kind}.");
        }
    }

    private static void Write(WireWriter writer, Published published)
    {
        writer.Number(published.First.Value);
        writer.Number(published.Messages.Length);
        foreach (PublishedMessage message in published.Messages)
            Write(writer, message);
        writer.Number(published.Departures.Length);
        foreach (Departure departure in published.Departures)
        {
            EventWriter.Write(writer, departure.Destination);
            writer.Number(departure.First.Value);
            writer.Number(departure.Runs.Length);
            foreach (MessageRun run in departure.Runs)
            {
                writer.Number(run.From);
                writer.Number(run.Count);
            }
        }
    }

    private static void Write(WireWriter writer, in PublishedMessage message)
    {
        PublishedFlags flags = message.Retention switch
        {
            Retention.Set => PublishedFlags.SetsRetained,
            Retention.Clear => PublishedFlags.ClearsRetained,
            _ => PublishedFlags.None,
        };
        flags |= message.Delay is null ? PublishedFlags.None : PublishedFlags.HasDelay;
        flags |= message.Group.IsNone ? PublishedFlags.None : PublishedFlags.HasGroup;
        flags |= message.Deduplication.IsNone ? PublishedFlags.None : PublishedFlags.IsDeduplicated;
        writer.Byte((byte)flags);
        writer.Number(message.Length);
        writer.Fixed128(message.RoutingKey.Value);
        if (message.Delay is { } delay)
            writer.Number((long)delay.TotalMilliseconds);
        if (!message.Group.IsNone)
            writer.Fixed128(message.Group.Value);
        if (!message.Deduplication.IsNone)
            writer.Fixed128(message.Deduplication.Value);
    }
}
