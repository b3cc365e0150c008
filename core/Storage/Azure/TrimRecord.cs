namespace QueueService.Storage.Azure;

/// <summary>
/// Which frames of a log may still be there as far as trims have gone: what they kept. A few thousand ranges at most,
/// whatever the log holds; where there are more, neighbours become one that also covers frames which are gone.
/// </summary>
internal sealed class TrimRecord
{
    public const int MaxRanges = 4096;

    private List<FrameRange> _left = [];
    private FrameNumber _trimmedTo;

    public int Ranges => _left.Count;

    /// <summary>
    /// Where frames may be that are up to <paramref name="last"/> and not in <paramref name="keep"/>; ascending,
    /// disjoint.
    /// </summary>
    public List<FrameRange> Doomed(FrameNumber last, IReadOnlyList<FrameRange> keep)
    {
        List<FrameRange> doomed = [];
        int next = 0;
        foreach (FrameRange there in Candidates(last))
        {
            FrameNumber from = there.First;
            while (next < keep.Count && keep[next].Last < from)
                next++;
            for (int n = next; n < keep.Count && keep[n].First <= there.Last && from <= there.Last; n++)
            {
                if (keep[n].First > from)
                    doomed.Add(new FrameRange(from, new FrameNumber(keep[n].First.Value - 1)));
                from = keep[n].Last.Next;
            }

            if (from <= there.Last)
                doomed.Add(there with { First = from });
        }

        return doomed;
    }

    /// <summary>All that was doomed is gone.</summary>
    public void Trimmed(FrameNumber last, IReadOnlyList<FrameRange> keep)
    {
        List<FrameRange> left = [];
        int next = 0;
        foreach (FrameRange there in Candidates(last))
        {
            while (next < keep.Count && keep[next].Last < there.First)
                next++;
            for (int n = next; n < keep.Count && keep[n].First <= there.Last; n++)
                left.Add(new FrameRange(Max(keep[n].First, there.First), Min(keep[n].Last, there.Last)));
        }

        left.AddRange(_left.Where(range => range.Last > last).Select(range => range with
        {
            First = Max(range.First, last.Next),
        }));
        _left = left;
        _trimmedTo = Max(_trimmedTo, last);
        for (long gap = 1; _left.Count > MaxRanges; gap *= 2)
            _left = Joined(_left, gap);
    }

    /// <summary>Joins ranges between which no more than so many frames are missing.</summary>
    public static List<FrameRange> Joined(IEnumerable<FrameRange> ranges, long gap)
    {
        List<FrameRange> joined = [];
        foreach (FrameRange range in ranges)
        {
            if (joined.Count > 0 && range.First.Value - joined[^1].Last.Value <= gap + 1)
                joined[^1] = joined[^1] with { Last = range.Last };
            else
                joined.Add(range);
        }

        return joined;
    }

    /// <summary>Where frames up to this one may be.</summary>
    private IEnumerable<FrameRange> Candidates(FrameNumber last)
    {
        foreach (FrameRange range in _left)
        {
            if (range.First <= last)
                yield return range with { Last = Min(range.Last, last) };
        }

        if (_trimmedTo < last)
            yield return new FrameRange(_trimmedTo.Next, last);
    }

    private static FrameNumber Max(FrameNumber left, FrameNumber right) => left > right ? left : right;

    private static FrameNumber Min(FrameNumber left, FrameNumber right) => left < right ? left : right;
}
