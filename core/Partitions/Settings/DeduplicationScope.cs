namespace QueueService.Partitions.Settings;

/// <summary>Within what deduplication ids of a FIFO queue are compared.</summary>
public enum DeduplicationScope
{
    Queue = 1,
    MessageGroup,
}
