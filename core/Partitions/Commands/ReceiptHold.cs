namespace QueueService.Partitions.Commands;

/// <summary>What a receipt is worth.</summary>
internal enum ReceiptHold
{
    /// <summary>It held the message, and what was asked was done.</summary>
    Held = 1,

    /// <summary>The message is there, but was released or received again (on a FIFO queue: or timed out).</summary>
    Ended,

    /// <summary>The message is not there any more.</summary>
    Gone,

    /// <summary>It holds the message, but what was asked may not be.</summary>
    Refused,
}
