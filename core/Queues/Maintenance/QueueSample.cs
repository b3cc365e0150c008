namespace QueueService.Queues.Maintenance;

/// <summary>How much a queue held when it was looked at.</summary>
/// <param name="DeadLettered">
/// Messages that this process has moved from here to the dead-letter queue since the sample before.
/// </param>
public sealed record QueueSample(QueueName Queue, QueueStats Stats, long DeadLettered);
