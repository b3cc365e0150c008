namespace QueueService.Partitions.State;

/// <summary>What has happened to messages of a partition since it began to count; only ever grows.</summary>
/// <param name="Sent">Accepted, also those that came from other queues.</param>
/// <param name="Redelivered">Those among the received that had been received here before.</param>
/// <param name="DeadLettered">Died here: set out for a dead-letter queue, or was held.</param>
/// <param name="Dropped">Dead letters that were let go since they had no way.</param>
internal readonly record struct MessageTotals(
    long Sent = 0,
    long Received = 0,
    long Redelivered = 0,
    long Acknowledged = 0,
    long DeadLettered = 0,
    long Expired = 0,
    long Dropped = 0)
{
    public static MessageTotals operator +(MessageTotals left, MessageTotals right) => new(
        left.Sent + right.Sent,
        left.Received + right.Received,
        left.Redelivered + right.Redelivered,
        left.Acknowledged + right.Acknowledged,
        left.DeadLettered + right.DeadLettered,
        left.Expired + right.Expired,
        left.Dropped + right.Dropped);
}
