namespace QueueService.Storage.Local;

/// <summary>Finds out what a log holds when it is opened, by reading its newest segment only.</summary>
internal sealed class LogRecovery(string folder, uint seed, StorageMeter meter, OpenFiles files) : IDisposable
{
    private List<Segment> _segments =
    [
        .. SegmentName.List(folder).Select(name => new Segment(folder, name, files)),
    ];

    /// <summary>The head of the log. What a crash left unfinished is finished or cut off.</summary>
    public LogHead Run()
    {
        FinishCuts();
        if (_segments.Count == 0)
            return LogHead.Empty;
        var newest = OpenNewest();
        var last = SegmentScan.Verify(newest, seed, meter);
        if (last is null)
        {
            last = DropEmptyNewest();
            return last is null ? LogHead.Empty : MakeDurable(_segments[^1], last.Value);
        }

        if (newest.Length != new FileInfo(newest.Path).Length)
            newest.CutTail();
        return MakeDurable(newest, last.Value);
    }

    /// <summary>The head of the log as it would be after <see cref="Run"/>; changes nothing.</summary>
    public LogHead Look()
    {
        for (var index = _segments.Count - 1; index >= 0; index--)
        {
            var newest = _segments[index];
            if (newest.IsCut)
                break;
            if (SegmentScan.Verify(newest, seed, meter) is { } last)
            {
                var record = ReadRecord(newest, last);
                return RecordCodec.Head(last, record.AsMemory(RecordHeader.Size, last.NoteLength).ToArray());
            }
        }

        // Nothing that was ever acknowledged is there, or it is damaged, which opening the log tells.
        return LogHead.Empty;
    }

    /// <summary>The segments with the newest one open and indexed; the caller closes them.</summary>
    public List<Segment> TakeSegments()
    {
        var taken = _segments;
        _segments = [];
        return taken;
    }

    public void Dispose() => _segments.ForEach(segment => segment.Dispose());

    /// <summary>A mark that still has contents was renamed but not emptied before a crash.</summary>
    private void FinishCuts()
    {
        foreach (var cut in _segments.Where(segment => segment.IsCut && new FileInfo(segment.Path).Length > 0))
            LogTrim.Empty(cut.Path);
    }

    private Segment OpenNewest()
    {
        var newest = _segments[^1];
        if (newest.IsCut)
            throw IoErrors.Corrupt(newest.Path, 0, "no segment follows this mark.");
        return newest;
    }

    /// <summary>
    /// The newest file was created for a record that was never completed, so the log ends with the one before it. That
    /// one was complete before: it has no tail that may be cut.
    /// </summary>
    private RecordHeader? DropEmptyNewest()
    {
        var empty = _segments[^1];
        RecordHeader? last = null;
        if (_segments.Count == 1 && empty.First != FrameNumber.None.Next)
            throw IoErrors.Corrupt(empty.Path, 0, $"no file holds frame {empty.First.Value - 1}.");
        _segments.RemoveAt(_segments.Count - 1);
        if (_segments.Count > 0)
        {
            var newest = OpenNewest();
            last = SegmentScan.Verify(newest, seed, meter);
            if (newest.Length != new FileInfo(newest.Path).Length)
                throw IoErrors.Corrupt(newest.Path, newest.Length, "the record is bad, yet a segment follows.");
            if (newest.Last.Next != empty.First)
                throw IoErrors.Corrupt(empty.Path, 0, $"frame {newest.Last.Next} should be the first of this file.");
        }

        empty.Dispose();
        File.Delete(empty.Path);
        DirectorySync.Flush(folder);
        return last;
    }

    /// <summary>
    /// An earlier process may have died before it synced the last record, or have failed to: the kernel then counts
    /// the pages as clean though the disk lacks them. Writing the same bytes again makes the sync cover them.
    /// </summary>
    private LogHead MakeDurable(Segment segment, RecordHeader header)
    {
        var record = ReadRecord(segment, header);
        using var file = segment.Use();
        RandomAccess.Write(file.Handle, record, segment.Find(header.Number).Offset);
        RandomAccess.FlushToDisk(file.Handle);
        meter.Transaction(bytesWritten: record.Length);
        return RecordCodec.Head(header, record.AsMemory(RecordHeader.Size, header.NoteLength).ToArray());
    }

    private static byte[] ReadRecord(Segment segment, RecordHeader header)
    {
        var (offset, length) = segment.Find(header.Number);
        var record = GC.AllocateUninitializedArray<byte>(length);
        using var file = segment.Use();
        return RandomAccess.Read(file.Handle, record, offset) == length
            ? record
            : throw IoErrors.Corrupt(segment.Path, offset, "the last record became shorter while it was read.");
    }
}
