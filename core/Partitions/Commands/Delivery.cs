using QueueService.Partitions.Messages;
using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Partitions.Commands;

/// <summary>A message as a reply speaks of it, with the place of its content.</summary>
internal readonly record struct Delivery(
    SequenceNumber Sequence,
    FrameNumber Frame,
    int Index,
    Timestamp EnqueuedAt,
    int ReceiveCount,
    Timestamp? FirstReceivedAt,
    Timestamp? VisibleAt)
{
    /// <summary>Where it is, for who looks at it.</summary>
    public PeekState State { get; init; } = PeekState.Visible;

    /// <summary>Bytes of its content, or of those of its neighbours on the average.</summary>
    public int Length { get; init; }

    public static Delivery Of(MessageEntry entry, bool showVisibleAt) => new(
        entry.Sequence,
        entry.Frame,
        entry.Index,
        entry.EnqueuedAt,
        entry.ReceiveCount,
        entry.FirstReceivedAt,
        showVisibleAt ? entry.VisibleAt : null)
    {
        Length = entry.Length,
    };

    /// <summary>The first message of a run, which nobody has received.</summary>
    public static Delivery Of(UnreadRun run) =>
        new(run.First, run.Frame, run.Index, run.EnqueuedAt, -1, null, null) { Length = (int)(run.Bytes / run.Count) };
}
