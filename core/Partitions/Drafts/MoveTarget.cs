using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Partitions.Drafts;

/// <summary>A queue that messages can be moved to.</summary>
internal sealed record MoveTarget(ulong Incarnation, int Partitions, bool IsFifo)
{
    /// <summary>The partition that a message goes to: by its group, or spread by its place.</summary>
    public PartitionId Of(MessageEntry entry) => Of(entry.Group, entry.Sequence);

    /// <inheritdoc cref="Of(MessageEntry)"/>
    public PartitionId Of(KeyHash group, SequenceNumber message) => new(
        Incarnation,
        group.IsNone ? (int)(message.Value % Partitions) : group.Partition(Partitions));
}
