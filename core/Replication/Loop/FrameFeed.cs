using QueueService.Storage;

namespace QueueService.Replication.Loop;

/// <summary>
/// Tells followers how far the log of a partition goes: at once of what this process commits, of others by the looks at
/// the head that the loop then takes. Thread-safe; only the loop tells.
/// </summary>
/// <param name="wake">Makes the loop go round once more.</param>
internal sealed class FrameFeed(Action wake)
{
    private readonly Lock _gate = new();
    private FrameFollower[] _followers = [];
    private FrameFollower[] _newcomers = [];
    private FrameNumber _told;

    /// <summary>True while somebody follows, so that the end of the log must be looked for.</summary>
    public bool HasFollowers => Volatile.Read(ref _followers).Length > 0;

    /// <summary>Begins to tell a follower, of the last frame first.</summary>
    public void Add(FrameFollower follower)
    {
        lock (_gate)
        {
            _followers = [.. _followers, follower];
            _newcomers = [.. _newcomers, follower];
        }

        wake();
    }

    /// <summary>Tells it nothing more; what is being told when the call is made may still come.</summary>
    public void Remove(FrameFollower follower)
    {
        lock (_gate)
        {
            _followers = [.. _followers.Where(known => known != follower)];
            _newcomers = [.. _newcomers.Where(known => known != follower)];
        }
    }

    /// <summary>
    /// The log goes up to this frame, durably. An earlier one than was told before, as of a replica that has just been
    /// replaced, is passed over.
    /// </summary>
    public void Tell(FrameNumber last)
    {
        if (!HasFollowers)
            return;
        FrameFollower[] due;
        lock (_gate)
        {
            due = last > _told ? _followers : _newcomers;
            _newcomers = [];
            _told = last > _told ? last : _told;
        }

        foreach (FrameFollower follower in due)
            follower.Advanced(_told);
    }

    /// <summary>The partition is closed for good.</summary>
    public void Close()
    {
        FrameFollower[] all;
        lock (_gate)
            (all, _followers, _newcomers) = (_followers, [], []);
        foreach (FrameFollower follower in all)
            follower.Closed();
    }
}
