namespace QueueService.Queues.Redrive;

/// <summary>Why redrives fail, in words. **stored**: they are kept with a task, and looked at again.</summary>
internal static class RedriveFailures
{
    /// <summary>
    /// Messages that were not sent to their dead-letter queue by another have no queue to go back to.
    /// </summary>
    public const string UnknownSource = "came from no queue";

    /// <summary>Of a redrive whose document could not be read.</summary>
    public const string TakenAway = "What was stored of this redrive was damaged, and has been taken away.";

    public static string OfStayed(long count, bool hasUnknownSource) => hasUnknownSource
        ? $"{count} messages stayed: they {UnknownSource}, or from one that does not exist. Name a destination."
        : $"{count} messages stayed: the queue that they came from does not exist. Name a destination.";
}
