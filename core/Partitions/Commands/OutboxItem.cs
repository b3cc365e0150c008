using QueueService.Storage;

namespace QueueService.Partitions.Commands;

/// <summary>A message on its way, with what its destination must know of it.</summary>
internal sealed record OutboxItem(FrameNumber Frame, int Index, MessageTraits Traits);
