namespace QueueService.Replication.Snapshots;

/// <summary>A machine as it was loaded, and which stored parts hold its state.</summary>
internal sealed record RestoredMachine(StateMachine Machine, SnapshotParts Parts);
