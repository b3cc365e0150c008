namespace QueueService.Functions.Rest.Messages.Named;

/// <summary>A message was changed, or has set out.</summary>
/// <param name="ReplayedTo">The queue that it has set out for; absent if it stays.</param>
internal sealed record EditAnswer(Guid MessageId, string? ReplayedTo = null);
