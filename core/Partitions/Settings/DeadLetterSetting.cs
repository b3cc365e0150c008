namespace QueueService.Partitions.Settings;

/// <summary>
/// Where messages go that were received too often or rejected: to a queue, or wherever an exchange leads.
/// </summary>
public sealed record DeadLetterSetting
{
    public DeadLetterSetting(QueueName queue, int? maxReceiveCount) =>
        (Queue, MaxReceiveCount) = (queue, maxReceiveCount);

    /// <summary>From the fourth feature level on.</summary>
    public DeadLetterSetting(ExchangeName exchange, int? maxReceiveCount) =>
        (Exchange, MaxReceiveCount) = (exchange, maxReceiveCount);

    /// <summary>Null if there is an exchange.</summary>
    public QueueName? Queue { get; }

    /// <summary>Null if there is a queue. It need not exist: what has no way stays held.</summary>
    public ExchangeName? Exchange { get; }

    /// <summary>
    /// 1..1000: how often a message is delivered before the next attempt sets it aside. Null, from the fourth feature
    /// level on: however often, so that only what is rejected becomes a dead letter.
    /// </summary>
    public int? MaxReceiveCount { get; init; }

    /// <summary>
    /// The key that an exchange is asked with, 0..1024 bytes of UTF-8. Null takes the keys that the message was
    /// published with, and the name of this queue for one that was sent to it.
    /// </summary>
    public string? RoutingKey { get; init; }

    /// <summary>What an exchange leads nowhere stays here, held, until it does; false lets it go for good.</summary>
    public bool HoldsUnroutable { get; init; } = true;
}
