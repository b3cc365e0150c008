namespace QueueService.Partitions.Events;

/// <summary>The queue was deleted; nothing follows.</summary>
internal sealed record Closed() : PartitionEvent(EventKind.Closed);
