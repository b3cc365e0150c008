using QueueService.Replication.Snapshots;

namespace QueueService.Partitions.Snapshots;

/// <summary>A part that is stored, and what of the state of a queue it holds.</summary>
internal sealed record QueuePart(SnapshotPart Part) : StoredPart(Part)
{
    /// <summary>Of unread runs: the identities of their chunks.</summary>
    public IReadOnlyList<object> Chunks { get; init; } = [];

    /// <summary>Of deduplication ids: the number of the first one, and that behind the last one.</summary>
    public long First { get; init; }

    public long Next { get; init; }
}
