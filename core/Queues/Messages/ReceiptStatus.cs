namespace QueueService.Queues.Messages;

/// <summary>What became of one receipt handle.</summary>
public enum ReceiptStatus
{
    /// <summary>The message was acknowledged, extended or released as asked.</summary>
    Done = 1,

    /// <summary>A true handle whose hold on the message has ended: it was released or received again.</summary>
    Stale,

    /// <summary>A true handle of a message that is not there any more.</summary>
    Gone,

    /// <summary>Not a handle that this service gave out.</summary>
    Invalid,

    /// <summary>A true handle of another queue, or of a deleted one of the same name.</summary>
    OtherQueue,

    /// <summary>A handle that holds its message, which would be hidden for longer in all than was allowed.</summary>
    TooLong,
}
