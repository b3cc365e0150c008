namespace QueueService.Storage;

/// <summary>
/// What is stored was written by a newer program than this one, which therefore leaves it alone. Nothing is damaged: an
/// instance of the newer version reads it. The message is one sentence for people that says what to do.
/// </summary>
public sealed class NewerFormatException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <param name="what">What cannot be read, as the beginning of a sentence.</param>
    /// <param name="inner">Why.</param>
    internal static NewerFormatException Of(string what, Exception inner) => new(
        $"{what} was written by a newer version of the service ({inner.Message.TrimEnd('.')}); upgrade this instance.",
        inner);
}
