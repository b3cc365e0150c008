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

    InvalidExchangeName,

    /// <summary>The name is kept for the service itself.</summary>
#pragma warning disable CA1700 // Reserved is what the name is; the code is in use.
    ReservedName,
#pragma warning restore CA1700

    /// <summary>What a binding asks for is not possible on its exchange, or could never be met.</summary>
    InvalidBinding,
    ExchangeNotFound,
    BindingNotFound,

    /// <summary>An exchange of the name is there, and has other settings.</summary>
    ExchangeExists,

    /// <summary>Type and syntax of an exchange stay as they were declared.</summary>
    ExchangeTypeFixed,

    /// <summary>Something leads from the exchange or to it.</summary>
    ExchangeInUse,

    /// <summary>Only bindings, alternates and dead letters lead to the exchange; nobody publishes to it.</summary>
    InternalExchange,

    /// <summary>The exchange would lead back to itself.</summary>
    RoutingCycle,

    /// <summary>No queue takes the message; nothing was stored.</summary>
    Unroutable,

    /// <summary>A queue that the message goes to has as much as it may; nothing was stored.</summary>
    QueueFull,

    /// <summary>There are as many exchanges as may be.</summary>
    TooManyExchanges,

    /// <summary>There are as many bindings of the exchange as may be.</summary>
    TooManyBindings,

    /// <summary>A publish reaches more queues than one may.</summary>
    TooManyDestinations,

    /// <summary>No more messages can be retained, and nothing was stored.</summary>
    TooManyRetained,
}
