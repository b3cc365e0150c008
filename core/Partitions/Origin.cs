namespace QueueService.Partitions;

/// <summary>The queue that a dead letter came from, and when it was moved.</summary>
internal sealed record Origin(string Queue, MoveReason Reason, Timestamp MovedAt);
