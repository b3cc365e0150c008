namespace QueueService.Queues.Peek;

/// <summary>In which order messages are looked at.</summary>
public enum PeekOrder
{
    /// <summary>
    /// By sequence number; those of several partitions by the times at which they were enqueued, as far as each
    /// partition has them in order.
    /// </summary>
    Oldest = 1,

    /// <summary>The other way round.</summary>
    Newest,

    /// <summary>By the time at which they can be received: those in flight and the delayed ones.</summary>
    Due,
}
