namespace QueueService.Partitions.Messages;

/// <summary>What became of a message that was to be deleted.</summary>
public enum DeleteStatus
{
    Deleted = 1,

    /// <summary>A consumer holds it; it stays.</summary>
    InFlight,

    /// <summary>It is not in the queue, or on its way to another one.</summary>
    NotFound,
}
