using QueueService.Replication.Loop;
using QueueService.Storage;

namespace QueueService.Replication.Snapshots;

/// <summary>A snapshot that is stored, and that no commit has named as far as is known.</summary>
/// <param name="Reference">The snapshot.</param>
/// <param name="Parts">Its parts; none if it is in one piece.</param>
/// <param name="Kept">The frames up to its own that hold payloads which its state needs.</param>
/// <param name="Length">Bytes that were written for it.</param>
internal sealed record WrittenSnapshot(
    SnapshotReference Reference, IReadOnlyList<StoredPart> Parts, IReadOnlyList<FrameRange> Kept, long Length)
{
    /// <summary>Where the replica was of which it was taken.</summary>
    public required ReplicaMark Taken { get; init; }

    /// <summary>
    /// What the log named when the snapshot was taken; parts that both have are safe while it still does.
    /// </summary>
    public required SnapshotReference? Behind { get; init; }

    /// <summary>All that it is stored in.</summary>
    public IEnumerable<string> BlobNames(PartitionId partition) => Parts
        .Select(part => SnapshotReference.BlobName(partition, part.Part))
        .Prepend(Reference.BlobName(partition));

    /// <summary>
    /// True while the log may name it that names <paramref name="named"/> now. Where that is not what it named then,
    /// parts that are older than the snapshot may have been deleted meanwhile.
    /// </summary>
    public bool MayFollow(SnapshotReference? named) =>
        (named is not { } other || Reference.Frame > other.Frame)
        && (named == Behind || Parts.All(part => part.Part.Frame == Reference.Frame));
}
