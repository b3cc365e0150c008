namespace QueueService.Partitions;

/// <summary>The queue in which a message died, and when.</summary>
/// <param name="MovedAt">When it was held, or set out.</param>
/// <param name="Receives">
/// How often it had been received by then, where that is not what its own count begins with: 0 else. From the fourth
/// feature level on.
/// </param>
internal sealed record Origin(string Queue, MoveReason Reason, Timestamp MovedAt, int Receives = 0);
