namespace QueueService;

/// <summary>A refusal with a stable code and a sentence that says what to do.</summary>
public sealed class BrokerException(BrokerErrorCode code, string detail, Exception? innerException = null)
    : Exception(detail, innerException)
{
    public BrokerErrorCode Code { get; } = code;

    /// <summary>
    /// For <c>Overloaded</c>, <c>StorageUnavailable</c> and <c>OutcomeUnknown</c>: when to try again.
    /// </summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Does not say where: that is in <paramref name="damage"/>, for the log.</summary>
    public static BrokerException QueueDamaged(QueueName name, Exception damage) => new(
        BrokerErrorCode.QueueDamaged,
        $"What is stored of queue '{name}' is damaged. The log of the service says where. Restore it from a backup.",
        damage);

    public static BrokerException ShuttingDown() => new(
        BrokerErrorCode.StorageUnavailable, "The service is shutting down; try again.");

    public static BrokerException QueueNotFound(QueueName name) => new(
        BrokerErrorCode.QueueNotFound, $"There is no queue '{name}'. Create it first, or check the spelling.");
}
