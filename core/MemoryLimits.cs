namespace QueueService;

/// <summary>
/// The bounds on memory and on the store that an operator may set; the defaults are sized for a machine of 2 GiB.
/// </summary>
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

    /// <summary>
    /// Bytes on the disk of a folder store that only what makes room may use; at least 0. No more than a tenth of the
    /// disk counts.
    /// </summary>
    public long DiskReserveBytes { get; init; } = Limits.DiskReserveBytes;

    /// <summary>Queues in all; at least 1.</summary>
    public int MaxQueues { get; init; } = Limits.MaxQueues;

    /// <summary>Partitions of all queues together; at least 1.</summary>
    public int MaxPartitions { get; init; } = Limits.MaxPartitionsInAll;

    /// <summary>
    /// Bytes of events that a cold start may have to replay before a snapshot is written; a megabyte replays in about a
    /// tenth of a second.
    /// </summary>
    public long MaxReplayBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// Frames that a cold start may have to replay, however small they are: each is a row, of which a table gives out a
    /// thousand at a time.
    /// </summary>
    public int MaxReplayFrames { get; init; } = 2_000;

    /// <summary>The bytes for a partition at rest, where a snapshot is in nobody's way.</summary>
    public long MaxReplayBytesAtRest { get; init; } = 16 * 1024;

    /// <summary>
    /// Bytes of contents that a log may keep of messages that are gone, before a snapshot lets them be deleted: large
    /// messages come with few events.
    /// </summary>
    public long MaxUnneededBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The same for a partition at rest.</summary>
    public long MaxUnneededBytesAtRest { get; init; } = 1024 * 1024;

    /// <summary>What bounds a turn of a partition; not for operators.</summary>
    internal PartitionLimits Partition { get; init; } = PartitionLimits.Default;

    /// <summary>
    /// Bytes of a snapshot that are stored in one piece, at most: a larger one is written in parts, each an eighth of
    /// it, of which those that have not changed are written only once.
    /// </summary>
    public int MaxSnapshotPartBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>
    /// How long a partition is kept open that nobody uses; the next use replays it. Idle partitions cost memory alone,
    /// so this is long beside the pauses of a client that still works.
    /// </summary>
    public TimeSpan CloseAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether the memory that the last load needed is given back once nothing is being done; false where many
    /// services share a process.
    /// </summary>
    public bool ReleaseAtRest { get; init; } = true;
}
