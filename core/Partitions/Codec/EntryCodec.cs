using QueueService.Partitions.State;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>A message with a history as bytes, in snapshots.</summary>
internal static class EntryCodec
{
    /// <summary>A bit beside the reason why a message is leaving. From the fourth feature level on.</summary>
    private const byte HasArrived = 128;

    public static void Write(WireWriter writer, in SavedEntry entry)
    {
        writer.Number(entry.Sequence.Value);
        writer.Number(entry.Frame.Value);
        writer.Number(entry.Index);
        writer.Number(entry.Length);
        writer.Number(entry.EnqueuedAt.UnixMilliseconds);
        TraitsCodec.Write(writer, entry.Traits);
        writer.Byte((byte)entry.Hold);
        writer.Number(entry.VisibleAt.UnixMilliseconds);
        writer.Number(entry.ReceiveCount);
        writer.Number(entry.FirstReceivedAt is { } first ? first.UnixMilliseconds + 1 : 0);
        writer.Number(entry.ReceivedAt.UnixMilliseconds);
        writer.Byte((byte)((byte)entry.Leaving | (entry.HasArrived ? HasArrived : 0)));
    }

    public static SavedEntry Read(ref WireReader reader)
    {
        SavedEntry entry = new(
            new SequenceNumber(reader.Number()),
            new FrameNumber(reader.Number()),
            reader.Int32(),
            reader.Int32(),
            new Timestamp(reader.Number()),
            TraitsCodec.Read(ref reader),
            (Hold)reader.Byte(),
            new Timestamp(reader.Number()),
            reader.Int32(),
            ReadFirst(ref reader),
            new Timestamp(reader.Number()),
            default);
        byte leaving = reader.Byte();
        entry = entry with
        {
            Leaving = (MoveReason)(leaving & ~HasArrived),
            HasArrived = (leaving & HasArrived) != 0,
        };
        return Enum.IsDefined(entry.Hold) ? entry : throw new FormatException($"Unknown hold {(byte)entry.Hold}.");
    }

    private static Timestamp? ReadFirst(ref WireReader reader)
    {
        long first = reader.Number();
        return first == 0 ? null : new Timestamp(first - 1);
    }
}
