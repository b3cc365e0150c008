using QueueService.Storage;

namespace QueueService.Transfers;

/// <summary>
/// Neighbours of one frame on their way: <paramref name="Count"/> items from <paramref name="From"/> on.
/// </summary>
internal readonly record struct OutboxRun(FrameNumber Frame, int From, int Count);
