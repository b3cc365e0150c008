using QueueService.Partitions.Drafts;

namespace QueueService.Partitions.Commands;

/// <summary>A message that a redrive has found, and the queue that it is to go to.</summary>
/// <param name="Length">Of its content in bytes.</param>
internal sealed record MoveItem(SequenceNumber Sequence, int Length, MessageTraits? Traits, MoveTarget Target);
