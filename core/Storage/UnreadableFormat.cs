using QueueService.Wire;

namespace QueueService.Storage;

/// <summary>Tells what a newer program wrote from what is damaged, in one place for all formats.</summary>
internal static class UnreadableFormat
{
    /// <summary>
    /// A <see cref="NewerFormatException"/> for what has not been given out yet, else a
    /// <see cref="StorageCorruptException"/>.
    /// </summary>
    /// <param name="what">What cannot be read, as the beginning of a sentence.</param>
    public static Exception Of(string what, FormatException exception) => exception is UnknownFormatException
        ? NewerFormatException.Of(what, exception)
        : new StorageCorruptException($"{what} cannot be read: {exception.Message}", exception);
}
