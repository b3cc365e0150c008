namespace QueueService.Queues;

/// <summary>What has happened to messages of a queue; in its state, so exact over instances and restarts.</summary>
/// <param name="Sent">Accepted, also those that came from other queues.</param>
/// <param name="Redelivered">Those among the received that had been received before.</param>
/// <param name="DeadLettered">Died there: set out for a dead-letter queue, or was held.</param>
/// <param name="Dropped">Dead letters that were let go since they had no way.</param>
public sealed record QueueTotals(
    long Sent, long Received, long Redelivered, long Acknowledged, long DeadLettered, long Expired, long Dropped = 0);
