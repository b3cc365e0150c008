using System.Globalization;
using QueueService.Storage;
using QueueService.Storage.Local;

namespace QueueService.Tests.Chaos.Disk;

/// <summary>A file of a log while no process has it open.</summary>
internal sealed class SegmentFile
{
    private readonly List<(int Offset, RecordHeader Header)> _records = [];

    private SegmentFile(string path)
    {
        Path = path;
        Bytes = File.ReadAllBytes(path);
        Seed = RecordHeader.Seed(PartitionOf(System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(path)!)));
        while (RecordHeader.TryRead(Bytes.AsSpan(End), Seed, out RecordHeader header) && IsWhole(header))
        {
            _records.Add((End, header));
            End += (int)header.RecordLength;
        }
    }

    public string Path { get; }

    public byte[] Bytes { get; }

    /// <summary>What the checksums of this log start from.</summary>
    public uint Seed { get; }

    /// <summary>The whole ones.</summary>
    public IReadOnlyList<(int Offset, RecordHeader Header)> Records => _records;

    /// <summary>Where the last whole record ends.</summary>
    public int End { get; }

    /// <summary>True if there is a newer file, which has no record then.</summary>
    public bool IsFollowed { get; private init; }

    /// <summary>
    /// The last file of each log that has a record. Only what comes after that record may be the work of a crash.
    /// </summary>
    public static IEnumerable<SegmentFile> Last(string folder)
    {
        foreach (string log in Directory.GetDirectories(System.IO.Path.Combine(folder, "logs")))
        {
            string[] paths = [.. Directory.GetFiles(log, "*.seg").OrderDescending(StringComparer.Ordinal)];
            for (int n = 0; n < paths.Length; n++)
            {
                SegmentFile file = new(paths[n]) { IsFollowed = n > 0 };
                if (file.Records.Count == 0)
                    continue;
                yield return file;
                break;
            }
        }
    }

    private bool IsWhole(RecordHeader header)
    {
        if (header.RecordLength > Bytes.Length - End)
            return false;
        ReadOnlySpan<byte> contents = Bytes.AsSpan(End, (int)header.RecordLength)[RecordHeader.Size..];
        return Crc32C.Compute(contents[..header.BodyLength]) == header.BodyChecksum
            && Crc32C.Compute(contents[header.BodyLength..]) == header.PayloadChecksum;
    }

    // 00c5f3b1a2d4e6f8-03
    private static PartitionId PartitionOf(string name)
    {
        string[] parts = name.Split('-');
        return new PartitionId(
            ulong.Parse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
