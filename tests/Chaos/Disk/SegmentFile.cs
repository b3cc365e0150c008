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
        while (RecordHeader.TryRead(Bytes.AsSpan(End), Seed, out RecordHeader header)
            && header.RecordLength <= Bytes.Length - End)
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

    /// <summary>The newest file of each log in the folder of a store; only what comes after its last record may be
    /// the work of a crash.</summary>
    public static IEnumerable<SegmentFile> Newest(string folder) =>
        Directory.GetDirectories(System.IO.Path.Combine(folder, "logs"))
            .Select(log => Directory.GetFiles(log, "*.seg").Max(StringComparer.Ordinal))
            .OfType<string>()
            .Select(path => new SegmentFile(path));

    // 00c5f3b1a2d4e6f8-03
    private static PartitionId PartitionOf(string name)
    {
        string[] parts = name.Split('-');
        return new PartitionId(
            ulong.Parse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
