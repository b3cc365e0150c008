using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <summary>Which snapshot a log begins with.</summary>
/// <param name="Unique">Makes the name of the blob one that is never reused.</param>
internal readonly record struct SnapshotReference(FrameNumber Frame, UInt128 Unique)
{
    public string BlobName(PartitionId partition) => $"{Folder(partition)}{Frame.Value:x16}-{Unique:x32}";

    /// <summary>What the names of all snapshots of a partition begin with.</summary>
    public static string Folder(PartitionId partition) => $"snapshots/{partition}/";
}
