namespace QueueService.Storage.Local;

/// <summary>The fixed bounds of the store on disk, each with its reason.</summary>
internal static class LocalLimits
{
    /// <summary>What a cold start has to read and verify at most, and the unit in which trimming frees space.</summary>
    public const int SegmentBytes = 64 * 1024 * 1024;

    /// <summary>
    /// A segment that begins with as much that was trimmed is not gone on with, so that it can be removed before it is
    /// full: a log that little is written to would else keep <see cref="SegmentBytes"/> for days.
    /// </summary>
    public const int TrimmedBytesPerSegment = 1024 * 1024;

    /// <summary>
    /// A thread waits for the disk most of the time; more in flight than this gains nothing on one disk.
    /// </summary>
    public const int Threads = 4;

    /// <summary>
    /// A quarter of the descriptors that a process commonly has; another file is opened in a fraction of a millisecond.
    /// </summary>
    public const int OpenFiles = 256;

    /// <summary>How much of a file is verified at a time: large enough for the disk to stream.</summary>
    public const int VerifyWindowBytes = 1024 * 1024;

    /// <summary>Many small records a read, and yet little of the payloads between the events is read in vain.</summary>
    public const int ReadWindowBytes = 16 * 1024;

    /// <summary>
    /// Events handed over at a time while a log is read: bounds the memory and the turns that appends wait.
    /// </summary>
    public const int ReadBatchBytes = 1024 * 1024;
}
