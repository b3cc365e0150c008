using QueueService.Partitions.Commands;
using QueueService.Replication;
using QueueService.Replication.Snapshots;

namespace QueueService.Partitions.Codec;

/// <summary>
/// What stands beside the head of the log of a queue: how much the partition held, so that a listing costs one read a
/// partition and no replay.
/// </summary>
internal sealed record QueueNote(
    SnapshotReference? Snapshot, PartitionStats Stats, Timestamp At, bool IsFinal, Timestamp? DueAt)
    : HeadNote(Snapshot, At, IsFinal, DueAt);
