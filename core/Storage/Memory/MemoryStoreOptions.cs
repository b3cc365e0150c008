namespace QueueService.Storage.Memory;

/// <summary>How a <see cref="MemoryStore"/> behaves.</summary>
public sealed record MemoryStoreOptions
{
    public StorageFaults Faults { get; init; } = StorageFaults.None;

    /// <summary>
    /// The clock of the process, which is compared with that of the disk; null: the disk tells no time, as a folder
    /// does.
    /// </summary>
    public TimeProvider? Time { get; init; }

    /// <summary>False acts like the folder on disk that only one process may open.</summary>
    public bool HasOtherWriters { get; init; } = true;

    /// <summary>Frames with more bytes than this are read without their payload, as from a table.</summary>
    public int InlineFrameBytes { get; init; } = Limits.MaxInlineFrameBytes;

    /// <summary>How many frames one read call returns, at least 1; between two calls faults may happen.</summary>
    public int FramesPerPage { get; init; } = 100;
}
