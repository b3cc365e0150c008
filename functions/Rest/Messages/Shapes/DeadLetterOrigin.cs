namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>Where a dead letter came from, and why.</summary>
/// <param name="Reason"><c>maxReceiveCount</c>, or <c>rejected</c>.</param>
/// <param name="ReceiveCount">How often it had been received by then.</param>
/// <param name="Detail">What a consumer said last when it rejected it or gave it back.</param>
internal sealed record DeadLetterOrigin(
    string SourceQueue, string Reason, int ReceiveCount, DateTimeOffset At, string? Detail = null);
