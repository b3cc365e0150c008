namespace QueueService.Storage;

/// <summary>A frame on its way into a log.</summary>
/// <param name="Number">One more than the last frame of the expected head.</param>
/// <param name="Commit">Unique to this commit; the same on every attempt to append it.</param>
/// <param name="Events">The encoded events, at most <see cref="Limits.MaxFrameEventBytes"/>.</param>
/// <param name="Payload">The message contents that the events refer to; may be empty.</param>
/// <param name="Note">Becomes <see cref="LogHead.Note"/>; at most 1 KiB.</param>
public sealed record NewFrame(
    FrameNumber Number,
    CommitId Commit,
    ReadOnlyMemory<byte> Events,
    ReadOnlyMemory<byte> Payload,
    ReadOnlyMemory<byte> Note);
