using QueueService.Partitions.State;
using QueueService.Replication.Snapshots;

namespace QueueService.Partitions.Snapshots;

/// <summary>A state as it was loaded, and which stored parts hold it.</summary>
internal sealed record RestoredState(PartitionState State, SnapshotParts Parts);
