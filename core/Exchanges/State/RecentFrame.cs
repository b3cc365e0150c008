using QueueService.Storage;

namespace QueueService.Exchanges.State;

/// <summary>A frame with messages that readers of the log may not have read yet.</summary>
/// <param name="Bytes">Of its payload.</param>
internal readonly record struct RecentFrame(FrameNumber Frame, Timestamp Time, long Bytes);
