namespace QueueService.Partitions.Messages;

/// <summary>Which receipt handles may act on a message.</summary>
public enum ReceiptUse
{
    /// <summary>Only that of the latest delivery, until the message is released.</summary>
    Latest = 1,

    /// <summary>
    /// On a standard queue any handle that was given out for the message, as long as it is there: what SQS does. On a
    /// FIFO queue, and of a message that was edited, the same as <see cref="Latest"/>.
    /// </summary>
    Any,
}
