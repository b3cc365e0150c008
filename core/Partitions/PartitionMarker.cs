using QueueService.Storage;

namespace QueueService.Partitions;

/// <summary>A partition that is marked.</summary>
/// <param name="IsOld">True if nobody relies on the marker any more.</param>
internal readonly record struct PartitionMarker(PartitionId Partition, QueueName Queue, bool IsOld);
