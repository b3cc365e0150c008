using QueueService.Storage;
using QueueService.Storage.Local;

namespace QueueService.Tests.Chaos.Disk;

/// <summary>
/// What a crash may leave of a write that was never acknowledged, behind the last record of a log: a part of it, pages
/// that were not written, garbage, a file without a record.
/// </summary>
internal sealed class TornTail(string folder, Random random)
{
    private const int SectorBytes = 512;
    private const int LongestGarbage = 8192;

    /// <summary>How many logs were torn.</summary>
    public int Times { get; private set; }

    /// <summary>Tears some of the logs; no process may have the folder open.</summary>
    public void Tear()
    {
        foreach (SegmentFile newest in SegmentFile.Last(folder).Where(file => !file.IsFollowed))
        {
            if (random.Next(2) == 0)
                continue;
            Tear(newest);
            Times++;
        }

        if (random.Next(2) == 0)
            File.WriteAllBytes(Path.Combine(folder, "tmp", $"{random.Next(1000)}"), Garbage());
    }

    private void Tear(SegmentFile newest)
    {
        byte[] next = NextRecord(newest);
        byte[] tail = random.Next(6) switch
        {
            0 => new byte[random.Next(1, LongestGarbage)],
            1 => Garbage(),
            2 => [.. next[..RecordHeader.Size], .. Garbage()],
            3 => WithoutSector(next),
            _ => next[..random.Next(1, next.Length)],
        };
        using FileStream file = new(newest.Path, FileMode.Open, FileAccess.Write);
        file.SetLength(newest.End);
        if (random.Next(6) == 0)
        {
            SegmentName name = new(newest.Records[^1].Header.Number.Next, null);
            string path = Path.Combine(Path.GetDirectoryName(newest.Path)!, name.ToString());
            File.WriteAllBytes(path, random.Next(2) == 0 ? [] : tail);
            return;
        }

        file.Position = newest.End;
        file.Write(tail);
    }

    /// <summary>A record that could have come next.</summary>
    private byte[] NextRecord(SegmentFile newest)
    {
        (int offset, RecordHeader last) = newest.Records[^1];
        byte[] record = newest.Bytes[offset..newest.End];
        RecordHeader next = last with
        {
            Number = last.Number.Next,
            Commit = new CommitId(new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64())),
        };
        next.Write(record, newest.Seed);
        return record;
    }

    /// <summary>As long as the whole record, but one sector of it never came to the disk.</summary>
    private byte[] WithoutSector(byte[] record)
    {
        byte[] torn = [.. record];
        int at = random.Next(record.Length / SectorBytes + 1) * SectorBytes;
        torn.AsSpan(at, Math.Min(SectorBytes, torn.Length - at)).Clear();
        return torn.AsSpan().SequenceEqual(record) ? record[..^1] : torn;
    }

    private byte[] Garbage()
    {
        byte[] garbage = new byte[random.Next(1, LongestGarbage)];
        random.NextBytes(garbage);
        return garbage;
    }
}
