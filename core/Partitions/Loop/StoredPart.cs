using QueueService.Partitions.Codec;

namespace QueueService.Partitions.Loop;

/// <summary>A part that is stored, and what of the state it holds.</summary>
internal sealed record StoredPart(SnapshotPart Part)
{
    /// <summary>Of unread runs: the identities of their chunks.</summary>
    public IReadOnlyList<object> Chunks { get; init; } = [];

    /// <summary>Of deduplication ids: the number of the first one, and that behind the last one.</summary>
    public long First { get; init; }

    public long Next { get; init; }

    /// <summary>The last snapshot in the log that names it; null if none does yet.</summary>
    public SnapshotReference? NamedBy { get; set; }
}
