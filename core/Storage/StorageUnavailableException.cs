namespace QueueService.Storage;

/// <summary>The store cannot do what was asked now; the same call may work later.</summary>
public sealed class StorageUnavailableException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>How long to wait before the next try, if the store said so.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
