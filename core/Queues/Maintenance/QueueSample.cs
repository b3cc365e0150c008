namespace QueueService.Queues.Maintenance;

/// <summary>How much a queue held when it was looked at.</summary>
/// <param name="DeadLettered">
/// Dead letters that have come to this queue since it was created, whatever became of them.
/// </param>
public sealed record QueueSample(QueueName Queue, QueueStats Stats, long DeadLettered);
