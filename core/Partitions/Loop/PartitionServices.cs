using Microsoft.Extensions.Logging;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Drafts;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <summary>What a partition needs from around it.</summary>
internal sealed record PartitionServices(
    IStore Store, FrameCache Cache, TimeProvider Time, RandomSource Random, ILogger Logger)
{
    public required MemoryLimits Memory { get; init; }

    /// <summary>Looks up a queue that messages may be moved to; null if it does not exist.</summary>
    public required Func<QueueName, CancellationToken, Task<MoveTarget?>> FindQueueAsync { get; init; }

    /// <summary>Notes durably that messages are on their way from this partition, before they set out.</summary>
    public required Func<PartitionId, Task> MarkLeavingAsync { get; init; }

    /// <summary>Messages are on their way from this partition and want to be moved.</summary>
    public required Action<PartitionId> OnLeaving { get; init; }
}
