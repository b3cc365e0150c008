namespace QueueService.Storage;

/// <summary>Where a log ends.</summary>
/// <param name="Last">The number of the last frame; <see cref="FrameNumber.None"/> for an empty log.</param>
/// <param name="Commit">The id of the commit that appended the last frame.</param>
/// <param name="Note">What the engine stored with the last append; opaque to the store, at most 1 KiB.</param>
/// <param name="Version">The store's own token of this head (an ETag); opaque, empty for an empty log.</param>
public sealed record LogHead(FrameNumber Last, CommitId Commit, ReadOnlyMemory<byte> Note, string Version)
{
    public static readonly LogHead Empty = new(FrameNumber.None, default, ReadOnlyMemory<byte>.Empty, "");
}
