namespace QueueService.Storage;

/// <summary>A frame as read from a log.</summary>
/// <param name="Payload">Null when the store did not fetch it along with the events.</param>
public sealed record LogFrame(
    FrameNumber Number,
    CommitId Commit,
    ReadOnlyMemory<byte> Events,
    ReadOnlyMemory<byte>? Payload);
