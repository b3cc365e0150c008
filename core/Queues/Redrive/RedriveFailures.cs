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

    /// <param name="redrive">Of which messages stayed.</param>
    public static string OfStayed(long count, RedriveInfo redrive)
    {
        string denied = redrive.Request.Origins is null ? "" : ", or who started the redrive may not send to it";
        return redrive.HasUnknownSource
            ? $"{count} messages stayed: they {UnknownSource}, or from one that does not exist{denied}. Name a "
                + "destination."
            : $"{count} messages stayed: the queue that they came from does not exist{denied}. Name a destination.";
    }
}
