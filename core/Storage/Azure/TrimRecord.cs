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
    public List<FrameRange> Doomed(FrameNumber last, IReadOnlyList<FrameRange> keep) =>
        [.. Split(last, keep).Where(part => !part.IsKept).Select(part => part.Range)];

    /// <summary>All that was doomed is gone.</summary>
    public void Trimmed(FrameNumber last, IReadOnlyList<FrameRange> keep)
    {
        var kept = Split(last, keep).Where(part => part.IsKept).Select(part => part.Range);
        var behind = _left.Where(range => range.Last > last)
            .Select(range => range with { First = Max(range.First, last.Next) });
        _left = [.. kept, .. behind];
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

    /// <summary>Where frames up to this one may be, cut where what is kept begins and ends.</summary>
    private IEnumerable<(FrameRange Range, bool IsKept)> Split(FrameNumber last, IReadOnlyList<FrameRange> keep)
    {
        int next = 0;
        foreach (FrameRange there in Candidates(last))
        {
            for (FrameNumber from = there.First; from <= there.Last;)
            {
                while (next < keep.Count && keep[next].Last < from)
                    next++;
                bool isKept = next < keep.Count && keep[next].First <= from;
                FrameNumber end = isKept ? keep[next].Last
                    : next < keep.Count ? new FrameNumber(keep[next].First.Value - 1)
                    : FrameNumber.End;
                FrameRange range = new(from, end < there.Last ? end : there.Last);
                yield return (range, isKept);
                from = range.Last.Next;
            }
        }
    }

    /// <summary>Where frames up to this one may be.</summary>
    private IEnumerable<FrameRange> Candidates(FrameNumber last)
    {
        foreach (FrameRange range in _left)
        {
            if (range.First <= last)
                yield return range with { Last = range.Last < last ? range.Last : last };
        }

        if (_trimmedTo < last)
            yield return new FrameRange(_trimmedTo.Next, last);
    }

    private static FrameNumber Max(FrameNumber left, FrameNumber right) => left > right ? left : right;
}
