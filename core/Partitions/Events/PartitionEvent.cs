namespace QueueService.Partitions.Events;

/// <summary>
/// Something that happened to a partition. Events are facts: applying one never fails and never refuses.
/// </summary>
internal abstract record PartitionEvent(EventKind Kind);
