using QueueService.Storage;

namespace QueueService.Partitions;

/// <summary>A partition that is marked.</summary>
/// <param name="Owner">The name of the queue or exchange whose partition it is.</param>
/// <param name="IsOld">True if nobody relies on the marker any more.</param>
internal readonly record struct PartitionMarker(PartitionId Partition, string Owner, bool IsOld);
