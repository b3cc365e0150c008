namespace QueueService;

/// <summary>The bounds on memory that an operator may set; the defaults are sized for a machine of 2 GiB.</summary>
public sealed record MemoryLimits
{
    public static readonly MemoryLimits Default = new();

    /// <summary>Bytes of message contents that are kept in memory over all queues; at least 0.</summary>
    public long FrameCacheBytes { get; init; } = Limits.FrameCacheBytes;

    /// <summary>Bytes of request bodies that are held at one time; at least one request of the largest size.</summary>
    public long MaxRequestBytesInFlight { get; init; } = Limits.MaxRequestBytesInFlight;

    /// <summary>Requests that wait for one partition; at least 1.</summary>
    public int MaxWaitingCommands { get; init; } = Limits.MaxWaitingCommands;

    /// <summary>
    /// Bytes of messages that wait for one partition; a request of any size is taken when nothing waits.
    /// </summary>
    public long MaxWaitingBytes { get; init; } = Limits.MaxWaitingBytes;
}
