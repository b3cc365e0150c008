namespace QueueService.Replication.Loop;

/// <summary>Where a replica was when a snapshot was taken of it: what the snapshot then covers.</summary>
internal readonly record struct ReplicaMark(
    Replica Replica, long ReplayBytes, int ReplayFrames, long StoredBytes, long LiveBytes);
