using QueueService.Storage;

namespace QueueService.Replication.Loop;

/// <summary>
/// Wants to hear of the frames of a partition as they become durable, whichever process has committed them. Holds a
/// lease on the partition while it follows. Called by the loop, which waits for nothing here.
/// </summary>
internal abstract class FrameFollower
{
    /// <summary>
    /// The log goes up to this frame, durably. Numbers only rise, and none is left out of the log, so a follower that
    /// has missed some reads those that it has not heard of.
    /// </summary>
    public abstract void Advanced(FrameNumber last);

    /// <summary>The partition is closed for good; nothing more comes.</summary>
    public abstract void Closed();
}
