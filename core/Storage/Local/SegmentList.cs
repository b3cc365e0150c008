namespace QueueService.Storage.Local;

/// <summary>
/// The segments of an open log. One call at a time changes it; <see cref="TryFind"/> may run beside that call, so what
/// it looks at changes under the lock only.
/// </summary>
internal sealed class SegmentList : IDisposable
{
    private readonly Lock _sync = new();
    private List<Segment> _segments = [];
    private bool _isOpen;

    public IReadOnlyList<Segment> Items => _segments;

    public Segment? Newest => _segments.Count == 0 ? null : _segments[^1];

    public void Set(List<Segment> segments)
    {
        lock (_sync)
        {
            _segments = segments;
            Newest?.MarkIndexed();
            _isOpen = true;
        }
    }

    /// <summary>Adds a record that is synced now to the newest segment, which may be new.</summary>
    public void Add(Segment newest, RecordHeader header)
    {
        lock (_sync)
        {
            newest.Add(header);
            newest.MarkIndexed();
            if (newest != Newest)
                _segments.Add(newest);
        }
    }

    public void MarkIndexed(Segment segment)
    {
        lock (_sync)
            segment.MarkIndexed();
    }

    /// <summary>The index of the file that the frame is in, if it is stored; 0 if it is before all of them.</summary>
    public int IndexFor(FrameNumber number) =>
        Math.Max(0, _segments.FindLastIndex(segment => segment.First <= number));

    /// <summary>
    /// Looks a frame up. False if the log or the segment of the frame has to be opened first; true without a location
    /// if there is no such frame.
    /// </summary>
    public bool TryFind(FrameNumber number, out FrameLocation? location)
    {
        location = null;
        lock (_sync)
        {
            if (!_isOpen)
                return false;
            var segment = _segments.FindLast(candidate => candidate.First <= number);
            if (segment is null || segment.IsCut)
                return true;
            if (!segment.IsIndexed)
                return false;
            if (number <= segment.Last)
                location = FrameLocation.Claim(segment, number);
            return true;
        }
    }

    /// <summary>Forgets the segments without closing their files and returns them.</summary>
    public List<Segment> Take()
    {
        lock (_sync)
        {
            var taken = _segments;
            _segments = [];
            _isOpen = false;
            return taken;
        }
    }

    public void Dispose() => Take().ForEach(segment => segment.Dispose());
}
