using QueueService.Replication.Loop;

namespace QueueService.Replication.Snapshots;

/// <summary>A snapshot that is to be written.</summary>
/// <param name="Reference">The snapshot; its frame is the last one of the state.</param>
/// <param name="Taken">
/// Where the replica is. Its parts are used and added to, also when not all of the snapshot can be written.
/// </param>
/// <param name="Behind">The snapshot that the log names now.</param>
internal sealed record SnapshotTask(SnapshotReference Reference, ReplicaMark Taken, SnapshotReference? Behind);
