namespace QueueService.Partitions.Events;

/// <summary>
/// Held messages set out by this frame, each to all queues that the exchange leads to. From the fourth feature level
/// on.
/// </summary>
internal sealed record Forwarded(Forward Way, SequenceNumber[] Messages) : PartitionEvent(EventKind.Forwarded);
