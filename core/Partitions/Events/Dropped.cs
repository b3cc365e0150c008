namespace QueueService.Partitions.Events;

/// <summary>
/// Held messages that an exchange leads nowhere were let go for good, as the queue's setting says. From the fourth
/// feature level on.
/// </summary>
internal sealed record Dropped(SequenceNumber[] Messages) : PartitionEvent(EventKind.Dropped);
