namespace QueueService.Queues.Peek;

/// <summary>Messages that have something in common.</summary>
/// <param name="Value">What it is; null for those that have no such thing.</param>
/// <param name="OldestAt">When the first of them became a dead letter, or was enqueued if it is none.</param>
/// <param name="NewestAt">The same of the last one.</param>
public sealed record MessageGroupInfo(string? Value, long Count, DateTimeOffset OldestAt, DateTimeOffset NewestAt);
