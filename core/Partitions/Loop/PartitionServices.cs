using Microsoft.Extensions.Logging;
using QueueService.Features;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.State;
using QueueService.Queues;
using QueueService.Queues.Metering;
using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <summary>What a partition needs from around it.</summary>
internal sealed record PartitionServices(
    IStore Store, FrameCache Cache, TimeProvider Time, RandomSource Random, ILogger Logger)
{
    public required MemoryLimits Memory { get; init; }

    /// <summary>What all partitions hold together.</summary>
    public HeldTotals Held { get; init; } = new();

    /// <summary>Which formats may be written: <c>Features.Level</c>.</summary>
    public required FeatureGate Features { get; init; }

    /// <summary>The time that commits may be made with.</summary>
    public ClockGuard Clock { get; } = new(Store.Clock, Time, Logger);

    /// <summary>Looks up a queue that messages may be moved to; null if it does not exist.</summary>
    public required Func<QueueName, CancellationToken, Task<MoveTarget?>> FindQueueAsync { get; init; }

    /// <summary>Notes durably that messages are on their way from this partition, before they set out.</summary>
    public required Func<PartitionState, ValueTask> MarkLeavingAsync { get; init; }

    /// <summary>Notes durably that this partition may have messages, before the first one is there.</summary>
    public required Func<PartitionState, ValueTask> MarkOccupiedAsync { get; init; }

    public required Func<PartitionId, QueueCounters> CountersOf { get; init; }

    /// <summary>Messages are on their way from this partition and want to be moved.</summary>
    public required Action<PartitionId> OnLeaving { get; init; }
}
