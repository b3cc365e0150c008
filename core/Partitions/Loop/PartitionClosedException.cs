using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <summary>The queue that this partition belongs to was deleted.</summary>
internal sealed class PartitionClosedException(PartitionId partition)
    : Exception($"Partition {partition} was closed because its queue was deleted.");
