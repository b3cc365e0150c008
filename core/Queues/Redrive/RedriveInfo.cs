namespace QueueService.Queues.Redrive;

/// <summary>A redrive as it is shown to clients.</summary>
/// <param name="Moved">Messages that have arrived.</param>
/// <param name="Total">Messages that were there to move, or to be looked at, when it started.</param>
/// <param name="Failure">Why it failed, else null.</param>
public sealed record RedriveInfo(
    string TaskId,
    QueueName Queue,
    RedriveRequest Request,
    RedriveState State,
    long Moved,
    long Total,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string? Failure)
{
    /// <summary>Messages that were to be moved and have no queue to go to.</summary>
    public long Stayed { get; init; }

    /// <summary>Messages that were looked at so far.</summary>
    public long Scanned { get; init; }

    /// <summary>True if messages stayed because they came from no queue.</summary>
    public bool HasUnknownSource => Failure?.Contains(RedriveFailures.UnknownSource, StringComparison.Ordinal) == true;

    /// <summary>The queue whose messages a task moves, told by its id; null if this is no id of a task.</summary>
    public static QueueName? QueueOf(string taskId)
    {
        int dot = taskId.LastIndexOf('.');
        return dot > 0 && QueueName.TryParse(taskId[..dot], out QueueName queue) ? queue : null;
    }
}
