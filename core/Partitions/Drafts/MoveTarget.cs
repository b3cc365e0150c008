using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Partitions.Drafts;

/// <summary>A queue that messages can be moved to.</summary>
internal sealed record MoveTarget(ulong Incarnation, int Partitions, bool IsFifo)
{
    /// <summary>The partition that a message goes to: by its group, or spread by its place.</summary>
    public PartitionId Of(MessageEntry entry) => new(
        Incarnation,
        entry.Group.IsNone ? (int)(entry.Sequence.Value % Partitions) : entry.Group.Partition(Partitions));
}
