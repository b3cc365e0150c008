namespace QueueService.Queues.Redrive;

/// <summary>A redrive as it is shown to clients.</summary>
/// <param name="Moved">Messages that have arrived.</param>
/// <param name="Total">Messages that were there to move when it started.</param>
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
    string? Failure);
