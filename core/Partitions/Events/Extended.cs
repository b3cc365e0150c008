namespace QueueService.Partitions.Events;

/// <summary>The visibility timeout of a message was set anew; it stays in flight.</summary>
internal sealed record Extended(SequenceNumber Message, Timestamp VisibleAt) : PartitionEvent(EventKind.Extended);
