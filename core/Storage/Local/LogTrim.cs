namespace QueueService.Storage.Local;

/// <summary>Frees the space of segments that hold no frame that is still needed.</summary>
internal static class LogTrim
{
    /// <summary>
    /// The files to remove, by index: never the newest segment, whose last record is the head. The end of a segment is
    /// known from the name of the next one, so nothing is read.
    /// </summary>
    public static List<int> Removable(List<Segment> segments, FrameNumber last, IReadOnlyList<FrameRange> keep)
    {
        var removable = new List<int>();
        for (var index = 0; index + 1 < segments.Count; index++)
        {
            var first = segments[index].First;
            var end = segments[index + 1].First;
            var isCut = segments[index].IsCut;
            if (isCut || (end.Value - 1 <= last.Value && !keep.Any(range => range.First < end && first <= range.Last)))
                removable.Add(index);
        }

        return removable;
    }

    /// <summary>
    /// Removes the file: nothing is left of it at the start of the log, a mark is left behind a segment that is kept.
    /// Oldest first, so that a crash in between leaves no hole.
    /// </summary>
    public static Segment? Remove(string folder, Segment segment, FrameNumber next, bool isAtStart)
    {
        if (isAtStart)
        {
            segment.Dispose();
            File.Delete(segment.Path);
            return null;
        }

        if (segment.IsCut)
            return segment;
        var cut = new Segment(folder, new SegmentName(segment.First, new FrameNumber(next.Value - 1)));
        segment.Dispose();
        File.Move(segment.Path, cut.Path);
        Empty(cut.Path);
        return cut;
    }

    public static void Empty(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(file, 0);
    }
}
