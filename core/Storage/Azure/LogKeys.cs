using System.Globalization;

namespace QueueService.Storage.Azure;

/// <summary>Where the rows and payload blobs of one partition's log are.</summary>
internal sealed class LogKeys(PartitionId partition)
{
    /// <summary>The row of the head. Frame rows begin with a letter that sorts before it.</summary>
    public const string HeadRow = "head";

    /// <summary>The payload blobs of all partitions are below this folder of the container.</summary>
    public const string PayloadFolder = "frames/";

    private const int HexDigits = 16;

    /// <summary>
    /// The table service spreads partitions by ranges of their keys, so the key begins with a hash; the partitions of
    /// one queue would otherwise be neighbours.
    /// </summary>
    public string PartitionKey { get; } = $"{Hash($"{partition}"):x8}-{partition}";

    /// <summary>The blobs of this partition begin with this (below <see cref="PayloadFolder"/>).</summary>
    public string PayloadPrefix { get; } = $"{partition}/";

    private string InPartition => $"PartitionKey eq '{PartitionKey}'";

    public static string FrameRow(FrameNumber number) => $"f{number.Value:x16}";

    /// <summary>The number of a frame row; null if the key is not of one.</summary>
    public static FrameNumber? Number(string rowKey) =>
        rowKey.Length == HexDigits + 1 && rowKey[0] == 'f' ? Parse(rowKey.AsSpan(1)) : null;

    /// <summary>
    /// A filter for the frames from <paramref name="first"/> to <paramref name="last"/>, both included.
    /// </summary>
    public string Frames(FrameNumber first, FrameNumber last) =>
        $"{InPartition} and RowKey ge '{FrameRow(first)}' and RowKey le '{FrameRow(last)}'";

    /// <summary>Commit ids are random and unique, so the name is never used for other bytes.</summary>
    public string PayloadBlob(FrameNumber number, CommitId commit) =>
        $"{PayloadPrefix}{number.Value:x16}-{commit}";

    /// <summary>The frame that a payload blob was written for; null if the name is not of one.</summary>
    public FrameNumber? NumberOfBlob(string blob) => blob.Length > PayloadPrefix.Length + HexDigits
        ? Parse(blob.AsSpan(PayloadPrefix.Length, HexDigits))
        : null;

    private static FrameNumber? Parse(ReadOnlySpan<char> digits) =>
        long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? new FrameNumber(number)
            : null;

    // FNV-1a and the finalizer of MurmurHash3: it only has to be spread well and never change.
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        unchecked
        {
            foreach (var c in text)
                hash = (hash ^ c) * 16777619u;
            hash = (hash ^ (hash >> 16)) * 0x85ebca6bu;
            hash = (hash ^ (hash >> 13)) * 0xc2b2ae35u;
        }

        return hash ^ (hash >> 16);
    }
}
