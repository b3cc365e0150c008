namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>Where a dead letter came from.</summary>
internal sealed record DeadLetterOrigin(string SourceQueue, string Reason, DateTimeOffset At);
