using QueueService.Storage;

namespace QueueService.Exchanges.State;

/// <summary>
/// What was published within the last minute: readers in other processes see a frame up to a second late, and later
/// where their store falters. Bounded in bytes, too: whoever lags behind more misses messages, and the store does not
/// fill up.
/// </summary>
internal sealed class RecentFrames
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    private readonly Queue<RecentFrame> _frames = new();

    public long Bytes { get; private set; }

    /// <summary>The last frame that is not kept for readers any more: who has not read it yet has missed it.</summary>
    public FrameNumber Gone { get; set; }

    /// <summary>From the oldest to the newest.</summary>
    public IReadOnlyCollection<RecentFrame> All => _frames;

    public void Add(RecentFrame frame)
    {
        _frames.Enqueue(frame);
        Bytes += frame.Bytes;
    }

    /// <summary>Takes out the oldest frame, if it is too old at this time, or one too many.</summary>
    public bool TryTakeOld(Timestamp now, out RecentFrame old)
    {
        if (!_frames.TryPeek(out old) || (old.Time + Age > now && Bytes <= Limits.MaxUnreadTopicBytes))
            return false;
        _frames.Dequeue();
        Bytes -= old.Bytes;
        Gone = old.Frame;
        return true;
    }
}
