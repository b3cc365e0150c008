namespace QueueService.Partitions.Events;

/// <summary>
/// Messages that this frame delivers are what a receive with this attempt id got: repeating it gives them again.
/// </summary>
internal sealed record Attempted(KeyHash Attempt, SequenceNumber[] Messages) : PartitionEvent(EventKind.Attempted);
