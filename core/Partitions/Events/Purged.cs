namespace QueueService.Partitions.Events;

/// <summary>All messages before <paramref name="End"/> are gone, except those on their way to another queue.</summary>
internal sealed record Purged(SequenceNumber End) : PartitionEvent(EventKind.Purged);
