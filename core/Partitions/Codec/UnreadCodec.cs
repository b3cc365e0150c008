using QueueService.Log;
using QueueService.Partitions.State;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Partitions.Codec;

/// <summary>
/// Unread runs as bytes: numbers that grow from run to run as differences to the run before, about ten bytes a run.
/// Stored.
/// </summary>
internal static class UnreadCodec
{
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

    public static UnreadRun Read(ref WireReader reader, in UnreadRun previous) => new(
        new SequenceNumber(previous.End.Value + reader.Number()),
        reader.Int32(),
        new FrameNumber(previous.Frame.Value + reader.Number()),
        reader.Int32(),
        new Timestamp(previous.EnqueuedAt.UnixMilliseconds + reader.Difference()),
        reader.Number());
}
