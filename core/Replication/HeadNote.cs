using QueueService.Replication.Snapshots;

namespace QueueService.Replication;

/// <summary>
/// What stands beside the head of a log: the newest snapshot, and what its kind has to tell without a replay. Kinds
/// derive their own from it.
/// </summary>
/// <param name="At">When the last frame was written.</param>
/// <param name="IsFinal">True if it tells of the state after the last frame; else it may be one frame old.</param>
/// <param name="DueAt">When time alone makes a final note untrue; null if it does not.</param>
internal record HeadNote(SnapshotReference? Snapshot, Timestamp At, bool IsFinal, Timestamp? DueAt)
{
    /// <summary>A process that is at work writes the final note a few seconds after its last commit.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    /// <summary>
    /// True if the note is not what there is now, and nobody seems to be at work who would write another one.
    /// </summary>
    public bool IsOutdated(Timestamp now) => IsFinal ? DueAt <= now : At + Rest <= now;
}
