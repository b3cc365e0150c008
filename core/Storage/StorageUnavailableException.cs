namespace QueueService.Storage;

/// <summary>
/// The store cannot do what was asked now; the same call may work later. Nothing was done, unless
/// <see cref="IsOutcomeUnknown"/>.
/// </summary>
public sealed class StorageUnavailableException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>How long to wait before the next try, if the store said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// True if the store has refused the credentials: no later call can do better until the configuration is changed.
    /// </summary>
    public bool IsLasting { get; init; }

    /// <summary>True if a write may have been carried out: its answer was lost.</summary>
    public bool IsOutcomeUnknown { get; init; }
}
