namespace QueueService.Storage.Local;

/// <summary>How a <see cref="LocalStore"/> is set up.</summary>
/// <param name="Folder">Where everything is kept; created if missing.</param>
public sealed record LocalStoreOptions(string Folder)
{
    /// <summary>The size in bytes at which a log goes on in a new file.</summary>
    public int SegmentBytes { get; init; } = LocalLimits.SegmentBytes;

    /// <summary>How many files of logs may be open at one time; at least 1.</summary>
    public int OpenFiles { get; init; } = LocalLimits.OpenFiles;

    /// <summary>Room on the disk, in bytes, that only what makes room may use; 0 for none.</summary>
    public long ReserveBytes { get; init; }

    /// <summary>
    /// Tells the room on the disk and its size, in bytes, or null; null to ask the operating system.
    /// </summary>
    public Func<(long Free, long Size)?>? Disk { get; init; }

    /// <summary>What time is taken from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the versions of documents come from.</summary>
    public RandomSource Random { get; init; } = RandomSource.System;
}
