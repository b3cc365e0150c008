namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>How often a message was replayed, when last, and by whom, if that is known.</summary>
internal sealed record ReplaysBody(int Count, DateTimeOffset At, string? By = null);
