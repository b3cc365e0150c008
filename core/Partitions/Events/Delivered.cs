namespace QueueService.Partitions.Events;

/// <summary>Messages were handed to a consumer and are hidden until <paramref name="VisibleAt"/>.</summary>
internal sealed record Delivered(Timestamp VisibleAt, MessageReference[] Messages)
    : PartitionEvent(EventKind.Delivered);
