namespace QueueService.Queues.Messages;

/// <summary>Where a dead letter came from.</summary>
/// <param name="Reason"><c>maxReceiveCount</c>, or <c>rejected</c>.</param>
public sealed record DeadLetterInfo(string SourceQueue, string Reason, DateTimeOffset At)
{
    /// <summary>What a consumer has said of it last; null if nothing.</summary>
    public string? Detail { get; init; }

    /// <summary>How often it had been received by then.</summary>
    public int ReceiveCount { get; init; }
}
