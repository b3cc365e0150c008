namespace QueueService.Partitions.Events;

/// <summary>
/// What happens to messages is counted from this frame on, of which it is the last event. Without it, states that were
/// loaded from snapshots of different times would have counted different things. From the third feature level on.
/// </summary>
internal sealed record TotalsBegun() : PartitionEvent(EventKind.TotalsBegun);
