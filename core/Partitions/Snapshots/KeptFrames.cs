using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Partitions.Snapshots;

/// <summary>The frames that messages of a snapshot have their contents in.</summary>
internal sealed class KeptFrames
{
    private readonly List<long> _touched = [];

    public void Add(IEnumerable<SavedEntry> entries) => _touched.AddRange(entries.Select(entry => entry.Frame.Value));

    /// <summary>Those of the messages that were added, and of unread ones, in order.</summary>
    /// <param name="unread">In the order of their messages, which is that of their frames.</param>
    public IReadOnlyList<FrameRange> With(IEnumerable<UnreadRun> unread)
    {
        List<FrameRange> ranges = [];
        _touched.Sort();
        int next = 0;
        foreach (UnreadRun run in unread)
        {
            for (; next < _touched.Count && _touched[next] < run.Frame.Value; next++)
                Add(ranges, _touched[next]);
            Add(ranges, run.Frame.Value);
        }

        for (; next < _touched.Count; next++)
            Add(ranges, _touched[next]);
        return ranges;
    }

    private static void Add(List<FrameRange> ranges, long frame)
    {
        if (ranges.Count > 0 && ranges[^1].Last.Value >= frame - 1)
            ranges[^1] = ranges[^1] with { Last = new FrameNumber(Math.Max(frame, ranges[^1].Last.Value)) };
        else
            ranges.Add(new FrameRange(new FrameNumber(frame), new FrameNumber(frame)));
    }
}
