namespace QueueService.Storage.Local;

/// <summary>
/// Frees the space of the segments that hold no frame that is still needed; never the newest one, whose last record is
/// the head. Closes all files if it fails half way.
/// </summary>
internal sealed class LogTrim(string folder, List<Segment> before, OpenFiles files) : IDisposable
{
    private readonly List<Segment> _after = [];
    private bool _isDone;

    public static bool HasRemovable(IReadOnlyList<Segment> segments, FrameNumber last, IReadOnlyList<FrameRange> keep)
    {
        for (var index = 0; index + 1 < segments.Count; index++)
        {
            if (!segments[index].IsCut && IsRemovable(segments, index, last, keep))
                return true;
        }

        return false;
    }

    /// <summary>
    /// True if so much of the newest segment was trimmed that the log should go on in another one.
    /// </summary>
    public static bool IsWorthLeaving(Segment newest, FrameNumber last, IReadOnlyList<FrameRange> keep)
    {
        if (last < newest.First || keep.Any(range => newest.First <= range.Last && range.First <= last))
            return false;
        var trimmed = last < newest.Last ? newest.Find(last.Next).Offset : newest.Length;
        return trimmed >= LocalLimits.TrimmedBytesPerSegment;
    }

    /// <summary>Oldest first, so that a crash in between leaves no hole. Returns what is left.</summary>
    public List<Segment> Run(FrameNumber last, IReadOnlyList<FrameRange> keep)
    {
        for (var index = 0; index < before.Count; index++)
        {
            var segment = before[index];
            if (!IsRemovable(before, index, last, keep))
                _after.Add(segment);
            else if (_after.Count == 0)
                Delete(segment);
            else
                _after.Add(segment.IsCut ? segment : Cut(segment, before[index + 1].First));
        }

        DirectorySync.Flush(folder);
        _isDone = true;
        return _after;
    }

    /// <summary>Frees the space of a file whose name already says that it was trimmed.</summary>
    public static void Empty(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(file, 0);
    }

    public void Dispose()
    {
        if (!_isDone)
            before.ForEach(segment => segment.Dispose());
    }

    /// <summary>The end of a segment is known from the name of the next one, so nothing is read.</summary>
    private static bool IsRemovable(
        IReadOnlyList<Segment> segments, int index, FrameNumber last, IReadOnlyList<FrameRange> keep)
    {
        if (index + 1 == segments.Count)
            return false;
        var first = segments[index].First;
        var end = segments[index + 1].First;
        return end <= last.Next && !keep.Any(range => range.First < end && first <= range.Last);
    }

    private static void Delete(Segment segment)
    {
        segment.Dispose();
        File.Delete(segment.Path);
    }

    /// <summary>Behind a segment that is kept, a mark tells the trimmed segment from a lost one.</summary>
    private Segment Cut(Segment segment, FrameNumber next)
    {
        var cut = new Segment(folder, new SegmentName(segment.First, new FrameNumber(next.Value - 1)), files);
        segment.Dispose();
        File.Move(segment.Path, cut.Path);
        Empty(cut.Path);
        return cut;
    }
}
