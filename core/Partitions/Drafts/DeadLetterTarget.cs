namespace QueueService.Partitions.Drafts;

/// <summary>What was found under the name of a dead-letter queue.</summary>
/// <param name="Target">Null if the queue does not exist: its messages then stay where they are.</param>
internal sealed record DeadLetterTarget(QueueName Queue, MoveTarget? Target);
