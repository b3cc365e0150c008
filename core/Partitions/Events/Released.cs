namespace QueueService.Partitions.Events;

/// <summary>
/// Messages were given back by their consumer; each can be received again from <paramref name="VisibleAt"/>.
/// </summary>
internal sealed record Released(Timestamp VisibleAt, SequenceNumber[] Messages) : PartitionEvent(EventKind.Released);
