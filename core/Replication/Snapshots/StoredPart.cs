namespace QueueService.Replication.Snapshots;

/// <summary>
/// A part that is stored. Kinds of state machines derive their own, which tell what of the state it holds.
/// </summary>
internal record StoredPart(SnapshotPart Part)
{
    /// <summary>The last snapshot in the log that names it; null if none does yet.</summary>
    public SnapshotReference? NamedBy { get; set; }
}
