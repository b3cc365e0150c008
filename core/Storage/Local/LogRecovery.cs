namespace QueueService.Storage.Local;

/// <summary>Finds out what a log holds when it is opened, by reading its newest segment only.</summary>
internal static class LogRecovery
{
    /// <summary>Fills the list with the files of the folder, opens the newest segment and returns the head.</summary>
    public static LogHead Open(string folder, List<Segment> segments, uint seed, StorageMeter meter)
    {
        segments.AddRange(SegmentName.List(folder).Select(name => new Segment(folder, name)));
        FinishCuts(segments);
        if (segments.Count == 0)
            return LogHead.Empty;

        var newest = OpenNewest(segments);
        var last = SegmentScan.Verify(newest, seed, meter);
        if (last is null)
            last = DropEmptyNewest(folder, segments, seed, meter);
        else
            newest.CutTail();
        return last is { } header ? MakeDurable(segments[^1], header, meter) : LogHead.Empty;
    }

    /// <summary>A mark that still has contents was renamed but not emptied before a crash.</summary>
    private static void FinishCuts(List<Segment> segments)
    {
        foreach (var cut in segments.Where(segment => segment.IsCut && new FileInfo(segment.Path).Length > 0))
            LogTrim.Empty(cut.Path);
    }

    private static Segment OpenNewest(List<Segment> segments)
    {
        var newest = segments[^1];
        if (newest.IsCut)
            throw IoErrors.Corrupt(newest.Path, 0, "no segment follows this mark.");
        newest.Open();
        return newest;
    }

    /// <summary>
    /// The newest file was created for a record that was never completed, so the log ends with the one before it. That
    /// one was complete before: it has no tail that may be cut.
    /// </summary>
    private static RecordHeader? DropEmptyNewest(string folder, List<Segment> segments, uint seed, StorageMeter meter)
    {
        var empty = segments[^1];
        RecordHeader? last = null;
        if (segments.Count > 1)
        {
            segments.RemoveAt(segments.Count - 1);
            var newest = OpenNewest(segments);
            last = SegmentScan.Verify(newest, seed, meter);
            if (newest.Length != RandomAccess.GetLength(newest.File))
                throw IoErrors.Corrupt(newest.Path, newest.Length, "the record is bad, yet a segment follows.");
            if (last is null || last.Value.Number.Next != empty.First)
                throw IoErrors.Corrupt(empty.Path, 0, $"frame {newest.Last.Next} should be the first of this file.");
        }
        else if (empty.First != FrameNumber.None.Next)
        {
            throw IoErrors.Corrupt(empty.Path, 0, "no segment holds the last frame before this one.");
        }
        else
        {
            segments.Clear();
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
    private static LogHead MakeDurable(Segment segment, RecordHeader header, StorageMeter meter)
    {
        var (offset, length) = segment.Find(header.Number);
        var record = GC.AllocateUninitializedArray<byte>(length);
        if (RandomAccess.Read(segment.File, record, offset) != length)
            throw IoErrors.Corrupt(segment.Path, offset, "the last record became shorter while it was read.");
        RandomAccess.Write(segment.File, record, offset);
        RandomAccess.FlushToDisk(segment.File);
        meter.Transaction(bytesWritten: length);
        var note = record.AsMemory(RecordHeader.Size, header.NoteLength).ToArray();
        return RecordCodec.Head(header, note);
    }
}
