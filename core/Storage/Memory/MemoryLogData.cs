namespace QueueService.Storage.Memory;

/// <summary>The stored log of one partition. The frames are those that were not trimmed.</summary>
internal sealed class MemoryLogData
{
    private readonly SortedList<FrameNumber, LogFrame> _frames = [];

    public LogHead Head { get; private set; } = LogHead.Empty;

    /// <summary>The bytes are copied: the caller may reuse its buffers.</summary>
    public void Append(NewFrame frame, string version)
    {
        var stored = new LogFrame(frame.Number, frame.Commit, frame.Events.ToArray(), frame.Payload.ToArray());
        _frames.Add(frame.Number, stored);
        Head = new LogHead(frame.Number, frame.Commit, frame.Note.ToArray(), version);
    }

    public LogFrame? Find(FrameNumber number) => _frames.GetValueOrDefault(number);

    public List<LogFrame> From(FrameNumber first, int limit)
    {
        var page = new List<LogFrame>();
        for (var index = LowerBound(first); index < _frames.Count && page.Count < limit; index++)
            page.Add(_frames.GetValueAtIndex(index));
        return page;
    }

    public void Trim(FrameNumber last, IReadOnlyList<FrameRange> keep)
    {
        for (var index = LowerBound(last.Next) - 1; index >= 0; index--)
        {
            var number = _frames.GetKeyAtIndex(index);
            if (!keep.Any(range => range.First <= number && number <= range.Last))
                _frames.RemoveAt(index);
        }
    }

    private int LowerBound(FrameNumber number)
    {
        int low = 0, high = _frames.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_frames.GetKeyAtIndex(middle) < number)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
