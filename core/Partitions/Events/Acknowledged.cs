namespace QueueService.Partitions.Events;

/// <summary>Messages were acknowledged and are gone.</summary>
internal sealed record Acknowledged(SequenceNumber[] Messages) : PartitionEvent(EventKind.Acknowledged);
