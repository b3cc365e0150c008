using QueueService.Partitions.Drafts;
using QueueService.Partitions.Metering;
using QueueService.Partitions.State;
using QueueService.Replication;
using QueueService.Replication.Contents;
using QueueService.Storage;

namespace QueueService.Partitions.Machine;

/// <summary>What partitions of queues need from around them.</summary>
/// <param name="Engine">What partitions of any kind need.</param>
/// <param name="Cache">Contents of frames.</param>
internal sealed record QueueServices(PartitionServices Engine, FrameCache Cache)
{
    /// <summary>What all partitions hold together.</summary>
    public HeldTotals Held { get; init; } = new();

    /// <summary>Looks up a queue that messages may be moved to; null if it does not exist.</summary>
    public required Func<QueueName, CancellationToken, Task<MoveTarget?>> FindQueueAsync { get; init; }

    /// <summary>Notes durably that messages are on their way from this partition, before they set out.</summary>
    public required Func<PartitionState, ValueTask> MarkLeavingAsync { get; init; }

    /// <summary>Notes durably that this partition may have messages, before the first one is there.</summary>
    public required Func<PartitionState, ValueTask> MarkOccupiedAsync { get; init; }

    public required Func<PartitionId, QueueCounters> CountersOf { get; init; }

    /// <summary>Messages are on their way from this partition and want to be moved.</summary>
    public required Action<PartitionId> OnLeaving { get; init; }

    /// <summary>Dead letters have come to wait here for the way on which an exchange leads them.</summary>
    public Action<PartitionId> OnHeld { get; init; } = _ => { };
}
