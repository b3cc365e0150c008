using QueueService.Exchanges.Events;
using QueueService.Exchanges.Matching;
using QueueService.Partitions;
using QueueService.Partitions.Codec;
using QueueService.Transfers;
using QueueService.Wire;

namespace QueueService.Exchanges.Codec;

/// <summary>
/// Events from bytes; anything that <see cref="ExchangeEventWriter"/> cannot have written is refused, what a later
/// program may have written with an <see cref="UnknownFormatException"/>.
/// </summary>
internal static class ExchangeEventReader
{
    public static ExchangeEvent Read(ref WireReader reader)
    {
        ExchangeEventKind kind = (ExchangeEventKind)reader.Byte();
        return kind switch
        {
            ExchangeEventKind.Configured => new ExchangeConfigured(
                ExchangeSettingsCodec.Name(reader.Text()), ExchangeSettingsCodec.Read(ref reader)),
            ExchangeEventKind.Closed => new ExchangeClosed(),
            ExchangeEventKind.Bound => new Bound(LinkCodec.Read(ref reader)),
            ExchangeEventKind.Unbound => ReadUnbound(ref reader),
            ExchangeEventKind.Published => ReadPublished(ref reader),
            ExchangeEventKind.TransferFinished => new CopiesArrived(
                EventReader.Partition(ref reader), new TransferNumber(reader.Number())),
            ExchangeEventKind.Counted => new Counted(reader.Number(), reader.Number()),
            default(ExchangeEventKind) => throw new FormatException("There is no event kind 0."),
            _ => throw new UnknownFormatException($"Unknown event kind {(byte)kind} of an exchange."),
        };
    }

    private static Unbound ReadUnbound(ref WireReader reader)
    {
        BindingId[] bindings = new BindingId[reader.Count(minimumSize: 16)];
        for (int n = 0; n < bindings.Length; n++)
            bindings[n] = new BindingId(reader.Fixed128());
        return new Unbound(bindings);
    }

    private static Published ReadPublished(ref WireReader reader)
    {
        SequenceNumber first = new(reader.Number());
        PublishedMessage[] messages = new PublishedMessage[reader.Count()];
        for (int n = 0; n < messages.Length; n++)
            messages[n] = ReadMessage(ref reader);
        Departure[] departures = new Departure[reader.Count()];
        for (int n = 0; n < departures.Length; n++)
            departures[n] = ReadDeparture(ref reader, messages.Length);
        return new Published(first, messages, departures);
    }

    private static PublishedMessage ReadMessage(ref WireReader reader)
    {
        PublishedFlags flags = (PublishedFlags)reader.Byte();
        if ((flags & ~PublishedFlags.All) != PublishedFlags.None)
            throw new UnknownFormatException($"Unknown flags {(byte)flags} of a published message.");
        int length = reader.Int32();
        KeyHash routingKey = new(reader.Fixed128());
        return new PublishedMessage(
            length,
            flags.HasFlag(PublishedFlags.HasDelay) ? TimeSpan.FromMilliseconds(reader.Number()) : null,
            flags.HasFlag(PublishedFlags.HasGroup) ? new KeyHash(reader.Fixed128()) : KeyHash.None,
            flags.HasFlag(PublishedFlags.IsDeduplicated) ? new KeyHash(reader.Fixed128()) : KeyHash.None,
            routingKey)
        {
            Retention = flags.HasFlag(PublishedFlags.SetsRetained) ? Retention.Set
                : flags.HasFlag(PublishedFlags.ClearsRetained) ? Retention.Clear
                : Retention.None,
        };
    }

    private static Departure ReadDeparture(ref WireReader reader, int messages)
    {
        Storage.PartitionId destination = EventReader.Partition(ref reader);
        TransferNumber first = new(reader.Number());
        MessageRun[] runs = new MessageRun[reader.Count(minimumSize: 2)];
        for (int n = 0; n < runs.Length; n++)
        {
            runs[n] = new MessageRun(reader.Int32(), reader.Int32());
            if (runs[n].Count == 0 || runs[n].From > messages - runs[n].Count)
                throw new FormatException("Copies of messages set out that are not there.");
        }

        return new Departure(destination, first, runs);
    }
}
