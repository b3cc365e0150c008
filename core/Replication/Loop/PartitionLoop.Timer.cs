namespace QueueService.Replication.Loop;

/// <content>When the loop must wake by itself: only while somebody waits, or follows.</content>
internal sealed partial class PartitionLoop
{
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(1);
    private TimeSpan _poll = ShortestPoll;
    private long _seenFrame;

    private void Arm()
    {
        if ((_waiters.Count == 0 && !Feed.HasFollowers) || _replica is null)
        {
            _poll = ShortestPoll;
            return;
        }

        Timestamp now = Timestamp.From(_services.Time.GetUtcNow());
        TimeSpan pause = _waiters.NextDeadline is { } deadline ? deadline - now : LongestPoll;
        if (_waiters.Count > 0 && _replica.Machine.NextDue is { } due && due - now < pause)
            pause = due - now;
        if (_services.Store.HasOtherWriters && NextPoll() is { } poll && poll < pause)
            pause = poll;
        _timer.Change(pause > TimeSpan.Zero ? pause : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }

    /// <summary>The head is looked at often after something came, and ever less often while nothing does.</summary>
    private TimeSpan NextPoll()
    {
        long frame = _replica!.Machine.LastFrame.Value;
        _poll = frame != _seenFrame ? ShortestPoll : _poll * 1.5;
        _seenFrame = frame;
        if (_poll > LongestPoll)
            _poll = LongestPoll;
        return _poll;
    }
}
