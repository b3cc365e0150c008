using QueueService.Storage;

namespace QueueService.Partitions.Commands;

/// <summary>A dead letter that waits for its way, with the place of its content.</summary>
internal readonly record struct HeldMessage(SequenceNumber Sequence, FrameNumber Frame, int Index, KeyHash Group);
