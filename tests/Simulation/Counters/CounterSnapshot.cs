using QueueService.Storage;
using QueueService.Transfers;
using QueueService.Wire;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>The state of a counter as bytes.</summary>
internal static class CounterSnapshot
{
    private const byte Version = 202;

    public static byte[] Encode(CounterState state)
    {
        WireWriter writer = new();
        writer.Byte(Version);
        writer.Number(state.LastFrame.Value);
        writer.Number(state.LastTime.UnixMilliseconds);
        writer.Number(state.Added);
        Write(writer, state.Tokens);
        writer.Number(state.Outboxes.Count);
        foreach (Outbox<Token> outbox in state.Outboxes)
        {
            Write(writer, outbox.Destination);
            writer.Number(outbox.FirstPending.Value);
            Write(writer, outbox.Pending);
        }

        writer.Number(state.Inbox.All.Count);
        foreach ((PartitionId source, TransferNumber last) in state.Inbox.All.OrderBy(taken => taken.Key))
        {
            Write(writer, source);
            writer.Number(last.Value);
        }

        return writer.Written.ToArray();
    }

    public static CounterState Decode(ReadOnlySpan<byte> saved)
    {
        WireReader reader = new(saved);
        reader.ExpectVersion(Version);
        CounterState state = new() { LastFrame = new(reader.Number()), LastTime = new(reader.Number()) };
        state.Clock = state.LastTime;
        state.Added = reader.Number();
        for (int left = reader.Count(); left > 0; left--)
            state.Add(ReadToken(ref reader));
        for (int outboxes = reader.Count(); outboxes > 0; outboxes--)
        {
            Outbox<Token> outbox = new(ReadPartition(ref reader), new TransferNumber(reader.Number()));
            for (int left = reader.Count(); left > 0; left--)
                outbox.Add(ReadToken(ref reader));
            state.Add(outbox);
        }

        for (int left = reader.Count(); left > 0; left--)
            state.Inbox.Restore(ReadPartition(ref reader), new TransferNumber(reader.Number()));
        return state;
    }

    private static void Write(WireWriter writer, IReadOnlyCollection<Token> tokens)
    {
        writer.Number(tokens.Count);
        foreach (Token token in tokens)
        {
            writer.Number(token.Number);
            writer.Number(token.Caller);
            writer.Number(token.Frame.Value);
            writer.Number(token.Offset);
            writer.Number(token.Length);
            writer.Number(token.EndsAt.UnixMilliseconds);
        }
    }

    private static void Write(WireWriter writer, PartitionId partition)
    {
        writer.Fixed64(partition.Incarnation);
        writer.Number(partition.Index);
    }

    private static Token ReadToken(ref WireReader reader) => new(
        reader.Number(),
        reader.Number(),
        new FrameNumber(reader.Number()),
        reader.Int32(),
        reader.Int32(),
        new Timestamp(reader.Number()));

    private static PartitionId ReadPartition(ref WireReader reader) => new(reader.Fixed64(), reader.Int32());
}
