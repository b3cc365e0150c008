using QueueService.Partitions.State;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>
/// Unread runs as bytes: numbers that grow from run to run as differences to the run before, about ten bytes a run.
/// Stored.
/// </summary>
internal static class UnreadCodec
{
    private enum GroupOf : byte
    {
        None = 0,
        Previous = 1,
        Own = 2,
    }

    /// <param name="previous">The run before; the default for the first one.</param>
    public static void Write(WireWriter writer, in UnreadRun run, in UnreadRun previous)
    {
        writer.Number(run.First - previous.End);
        writer.Number(run.Count);
        writer.Number(run.Frame.Value - previous.Frame.Value);
        writer.Number(run.Index);
        writer.Difference(run.EnqueuedAt.UnixMilliseconds - previous.EnqueuedAt.UnixMilliseconds);
        writer.Number(run.Bytes);
    }

    /// <summary>The same with the group, from the second feature level on.</summary>
    public static void WriteWithGroup(WireWriter writer, in UnreadRun run, in UnreadRun previous)
    {
        Write(writer, run, previous);
        GroupOf group = run.Group.IsNone ? GroupOf.None : run.Group == previous.Group ? GroupOf.Previous : GroupOf.Own;
        writer.Byte((byte)group);
        if (group == GroupOf.Own)
            writer.Fixed128(run.Group.Value);
    }

    public static UnreadRun ReadWithGroup(ref WireReader reader, in UnreadRun previous)
    {
        UnreadRun run = Read(ref reader, previous);
        GroupOf group = (GroupOf)reader.Byte();
        return group switch
        {
            GroupOf.None => run,
            GroupOf.Previous => run with { Group = previous.Group },
            GroupOf.Own => run with { Group = new KeyHash(reader.Fixed128()) },
            _ => throw new FormatException($"Unknown kind of group {(byte)group}."),
        };
    }

    public static UnreadRun Read(ref WireReader reader, in UnreadRun previous) => new(
        new SequenceNumber(previous.End.Value + reader.Number()),
        reader.Int32(),
        new FrameNumber(previous.Frame.Value + reader.Number()),
        reader.Int32(),
        new Timestamp(previous.EnqueuedAt.UnixMilliseconds + reader.Difference()),
        reader.Number());
}
