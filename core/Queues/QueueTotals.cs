namespace QueueService.Queues;

/// <summary>What has happened to messages of a queue; in its state, so exact over instances and restarts.</summary>
/// <param name="Sent">Accepted, also those that came from other queues.</param>
/// <param name="Redelivered">Those among the received that had been received before.</param>
/// <param name="DeadLettered">Set out for the dead-letter queue.</param>
public sealed record QueueTotals(
    long Sent, long Received, long Redelivered, long Acknowledged, long DeadLettered, long Expired);
