using QueueService.Storage;

namespace QueueService.Partitions.State;

/// <summary>
/// Messages of one frame, one after another, that nobody has received: what a backlog costs in memory, however many
/// messages a frame carries.
/// </summary>
/// <param name="Index">Which message of the frame the first one is.</param>
/// <param name="Bytes">Of all contents together; shared out evenly when a run is split.</param>
/// <param name="Group">
/// The message group that all of them belong to; none if they have several, if it is not known, or on a standard queue.
/// Known, it spares a FIFO queue the reading of what cannot be delivered because its group is blocked.
/// </param>
internal readonly record struct UnreadRun(
    SequenceNumber First,
    int Count,
    FrameNumber Frame,
    int Index,
    Timestamp EnqueuedAt,
    long Bytes,
    KeyHash Group = default)
{
    public SequenceNumber End => First.Plus(Count);

    /// <summary>The part of the run before <paramref name="end"/>; may be empty.</summary>
    public UnreadRun Before(SequenceNumber end)
    {
        int count = (int)Math.Clamp(end - First, 0, Count);
        return this with { Count = count, Bytes = Count == 0 ? 0 : Bytes * count / Count };
    }

    /// <summary>The part of the run from <paramref name="start"/> on; may be empty.</summary>
    public UnreadRun From(SequenceNumber start)
    {
        UnreadRun before = Before(start);
        return this with
        {
            First = First.Plus(before.Count),
            Count = Count - before.Count,
            Index = Index + before.Count,
            Bytes = Bytes - before.Bytes,
        };
    }
}
