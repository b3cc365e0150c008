using System.Globalization;
using QueueService.Storage;

namespace QueueService.Replication.Snapshots;

/// <summary>Which snapshot a log begins with.</summary>
/// <param name="Unique">Makes the name of the blob one that is never reused.</param>
internal readonly record struct SnapshotReference(FrameNumber Frame, UInt128 Unique)
{
    private const int FrameDigits = 16;

    public string BlobName(PartitionId partition) => $"{Folder(partition)}{Frame.Value:x16}-{Unique:x32}";

    /// <summary>The blob of a part: among those of the snapshot that it was written for.</summary>
    public static string BlobName(PartitionId partition, SnapshotPart part) =>
        $"{new SnapshotReference(part.Frame, part.Unique).BlobName(partition)}-{part.Index:x8}";

    /// <summary>What the names of all snapshots of a partition, and of their parts, begin with.</summary>
    public static string Folder(PartitionId partition) => $"snapshots/{partition}/";

    /// <summary>The frame of a snapshot by its name; null if it is not the name of one.</summary>
    public static FrameNumber? FrameOf(PartitionId partition, string blobName) =>
        blobName.Length > Folder(partition).Length + FrameDigits
        && long.TryParse(
            blobName.AsSpan(Folder(partition).Length, FrameDigits),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out long frame)
            ? new FrameNumber(frame)
            : null;

    /// <summary>True of the blobs of this snapshot and of all that are not newer, parts included.</summary>
    public bool IsNotOlderThan(PartitionId partition, string blobName)
    {
        SnapshotReference end = new(Frame.Next, UInt128.Zero);
        return string.CompareOrdinal(blobName, end.BlobName(partition)) < 0;
    }
}
