using QueueService.Partitions.State;

namespace QueueService.Partitions.Loop;

/// <summary>A state as it was loaded, and which stored parts hold it.</summary>
internal sealed record RestoredPartition(PartitionState State, SnapshotParts Parts);
