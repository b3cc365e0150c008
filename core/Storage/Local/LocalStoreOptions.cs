namespace QueueService.Storage.Local;

/// <summary>How a <see cref="LocalStore"/> is set up.</summary>
/// <param name="Folder">Where everything is kept; created if missing.</param>
public sealed record LocalStoreOptions(string Folder)
{
    /// <summary>The size in bytes at which a log goes on in a new file.</summary>
    public int SegmentBytes { get; init; } = LocalLimits.SegmentBytes;

    /// <summary>Where the versions of documents come from.</summary>
    public RandomSource Random { get; init; } = RandomSource.System;
}
