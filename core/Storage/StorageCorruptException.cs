namespace QueueService.Storage;

/// <summary>
/// What is stored cannot be what was written. The message names the place (file and offset, row, blob).
/// </summary>
public sealed class StorageCorruptException(string message, Exception? innerException = null)
    : Exception(message, innerException);
