namespace QueueService.Queues.Settings;

/// <summary>Within what deduplication ids of a FIFO queue are compared.</summary>
public enum DeduplicationScope
{
    Queue = 1,
    MessageGroup,
}
