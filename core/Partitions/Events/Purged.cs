namespace QueueService.Partitions.Events;

/// <summary>All messages are gone, except those on their way to another queue.</summary>
/// <param name="End">The number that the next message will have.</param>
internal sealed record Purged(SequenceNumber End) : PartitionEvent(EventKind.Purged);
