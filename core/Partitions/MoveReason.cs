namespace QueueService.Partitions;

/// <summary>Why a message left its queue.</summary>
internal enum MoveReason : byte
{
    /// <summary>Received more often than the queue allows.</summary>
    MaxReceiveCount = 1,

    /// <summary>Moved by an operator; the message starts anew and carries no origin.</summary>
    Redrive,

    /// <summary>A consumer has rejected it. From the third feature level on.</summary>
    Rejected,
}
