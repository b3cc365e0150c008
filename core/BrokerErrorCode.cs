namespace QueueService;

/// <summary>Why the broker refused. The names are part of the REST contract (problem member <c>code</c>).</summary>
public enum BrokerErrorCode
{
    InvalidQueueName = 1,
    InvalidSetting,
    InvalidMessage,
    InvalidCursor,
    InvalidRequest,
    MessageTooLarge,
    QueueNotFound,
    QueueExists,
    QueueNotEmpty,
    RedriveNotFound,
    RedriveInProgress,

    /// <summary>As many messages are in flight as may be; only for receives that ask to be told.</summary>
    TooManyInFlight,

    /// <summary>A receive cannot be repeated any more; only for those that ask to be told.</summary>
    AttemptSpent,

    /// <summary>
    /// Too much is waiting; nothing was done. Try again after <see cref="BrokerException.RetryAfter"/>.
    /// </summary>
    Overloaded,

    /// <summary>The store refused or could not be reached; nothing was done.</summary>
    StorageUnavailable,

    /// <summary>
    /// What is stored was written by a newer version of the service than this instance, which left it alone: nothing
    /// was done. Another instance may be able to.
    /// </summary>
    NewerFormat,

    /// <summary>The feature level may not become what was asked for.</summary>
    FeatureLevelRefused,

    /// <summary>The answer of the store was lost: the request may or may not have been carried out.</summary>
    OutcomeUnknown,

    /// <summary>
    /// What is stored of the queue cannot be what was written, and trying again does not help. No other queue is
    /// concerned.
    /// </summary>
    QueueDamaged,

    /// <summary>The store has only its reserve left, which what makes room may use; nothing was done.</summary>
    StorageFull,

    /// <summary>There are as many queues, or partitions of queues, as may be.</summary>
    TooManyQueues,

    /// <summary>
    /// What is stored of a redrive cannot be what was written; it can be cancelled, which takes it away.
    /// </summary>
    RedriveDamaged,

    /// <summary>The queue has no dead-letter queue, or that does not exist.</summary>
    NoDeadLetterTarget,

    /// <summary>The message is not in the queue, or is on its way to another one.</summary>
    MessageNotFound,

    /// <summary>A consumer holds the message.</summary>
    MessageInFlight,

    /// <summary>The message is not as it was when the caller looked at it.</summary>
    MessageChanged,
}
