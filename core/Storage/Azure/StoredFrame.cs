namespace QueueService.Storage.Azure;

/// <summary>A frame row that trimming knows of.</summary>
/// <param name="HasBlob">The payload is in a blob of its own.</param>
internal readonly record struct StoredFrame(FrameNumber Number, CommitId Commit, bool HasBlob);
