namespace QueueService.Queues.Messages;

/// <summary>Where a dead letter came from.</summary>
/// <param name="Reason"><c>maxReceiveCount</c>.</param>
public sealed record DeadLetterInfo(string SourceQueue, string Reason, DateTimeOffset At);
