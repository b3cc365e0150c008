using QueueService.Storage;

namespace QueueService.Replication;

/// <summary>What this partition belongs to was deleted.</summary>
internal sealed class PartitionClosedException(PartitionId partition)
    : Exception($"Partition {partition} was closed because what it belongs to was deleted.");
