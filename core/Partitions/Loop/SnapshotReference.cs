using System.Globalization;
using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <summary>Which snapshot a log begins with.</summary>
/// <param name="Unique">Makes the name of the blob one that is never reused.</param>
internal readonly record struct SnapshotReference(FrameNumber Frame, UInt128 Unique)
{
    private const int FrameDigits = 16;

    public string BlobName(PartitionId partition) => $"{Folder(partition)}{Frame.Value:x16}-{Unique:x32}";

    /// <summary>What the names of all snapshots of a partition begin with.</summary>
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
}
