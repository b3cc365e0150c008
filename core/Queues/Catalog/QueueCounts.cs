using QueueService.Partitions.Commands;
using QueueService.Storage;

namespace QueueService.Queues.Catalog;

/// <summary>What the partitions held when they were looked at. One that is not here held nothing.</summary>
/// <param name="AsOf">When the look began.</param>
/// <param name="Damaged">Those of which that cannot be read.</param>
internal sealed record QueueCounts(
    DateTimeOffset AsOf,
    IReadOnlyDictionary<PartitionId, PartitionStats> Partitions,
    IReadOnlySet<PartitionId> Damaged);
