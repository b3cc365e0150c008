namespace QueueService.Tests.Chaos.Disk;

/// <summary>Bytes that a disk has lost or changed, where no crash may leave anything else than what was written.</summary>
/// <param name="File">The path within the folder of the store.</param>
/// <param name="What">What was done to it, in words.</param>
internal sealed record Damage(string File, string What)
{
    private const int SectorBytes = 512;
    private const string SnapshotPrefix = "b.snapshots_";

    public override string ToString() => $"{What} of {File}";

    /// <summary>Damages one file of a store that no process has open.</summary>
    public static Damage Do(string folder, Random random)
    {
        (string path, int end, bool mayBeCut) = random.GetItems(Pick(folder, random), 1)[0];
        byte[] bytes = System.IO.File.ReadAllBytes(path);
        string what;
        int at = random.Next(end);
        switch (random.Next(4))
        {
            case 0 when mayBeCut:
                what = $"the bytes from {at} on";
                bytes = bytes[..at];
                break;
            case 1 when bytes.AsSpan(at, Math.Min(SectorBytes, end - at)).ContainsAnyExcept((byte)0):
                what = $"zeroed sector at {at}";
                bytes.AsSpan(at, Math.Min(SectorBytes, end - at)).Clear();
                break;
            default:
                what = $"bit at {at}";
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
        }

        System.IO.File.WriteAllBytes(path, bytes);
        return new Damage(Path.GetRelativePath(folder, path), what);
    }

    /// <summary>
    /// True if these lines say which file is damaged, and where; a snapshot, which is read as a whole, is called by the
    /// name that its file is made of.
    /// </summary>
    public bool IsNamedIn(string lines)
    {
        string name = Path.GetFileName(File);
        return name.StartsWith(SnapshotPrefix, StringComparison.Ordinal)
            ? lines.Contains($"Snapshot {name[2..].Replace('_', '/')} cannot be read", StringComparison.Ordinal)
            : lines.Contains($"{name}' is corrupt at offset ", StringComparison.Ordinal);
    }

    /// <summary>
    /// Files of one kind: logs, snapshots or documents. The last record of a log is left out: damage to it cannot be
    /// told from a write cut short.
    /// </summary>
    private static (string Path, int End, bool MayBeCut)[] Pick(string folder, Random random)
    {
        SegmentFile[] last = [.. SegmentFile.Last(folder)];
        (string Path, int End, bool MayBeCut)[] logs =
        [
            .. last.Select(file => (file.Path, file.Records[^1].Offset, false)),
            .. last.SelectMany(file => Files(Path.GetDirectoryName(file.Path)!, "*.seg")
                .Where(path => string.CompareOrdinal(path, file.Path) < 0).Select(Whole)),
        ];
        (string Path, int End, bool MayBeCut)[][] kinds =
        [
            logs, logs, [.. Files("blobs", "*").Select(Whole)], [.. Files("documents", "*.doc").Select(Whole)],
        ];
        return random.GetItems([.. kinds.Select(HavingBytes).Where(kind => kind.Length > 0)], 1)[0];

        string[] Files(string part, string pattern) =>
            Directory.GetFiles(Path.Combine(folder, part), pattern, SearchOption.AllDirectories);
    }

    private static (string Path, int End, bool MayBeCut) Whole(string path) =>
        (path, (int)new FileInfo(path).Length, true);

    private static (string Path, int End, bool MayBeCut)[] HavingBytes((string Path, int End, bool MayBeCut)[] files) =>
        [.. files.Where(file => file.End > 0)];
}
