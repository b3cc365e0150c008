using QueueService.Storage;

namespace QueueService.Exchanges.State;

/// <summary>Where the retained message of a topic is.</summary>
/// <param name="Index">Its place among the messages of the frame.</param>
/// <param name="Length">Bytes of its content.</param>
internal readonly record struct RetainedMessage(FrameNumber Frame, int Index, int Length);
