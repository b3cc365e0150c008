namespace QueueService.Partitions.Events;

/// <summary>
/// Something that happened to a partition. Events are facts: applying one never refuses. One that does not fit the
/// state is a broken invariant and throws.
/// </summary>
internal abstract record PartitionEvent(EventKind Kind);
