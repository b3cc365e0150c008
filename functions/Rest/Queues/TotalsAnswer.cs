using QueueService.Queues;

namespace QueueService.Functions.Rest.Queues;

/// <summary>What has happened to messages of a queue; only ever grows, so that rates are differences.</summary>
/// <param name="Sent">Accepted, also those that came from other queues.</param>
/// <param name="DeadLettered">Died there: set out for a dead-letter queue, or was held.</param>
/// <param name="Dropped">Dead letters that were let go since an exchange led them nowhere.</param>
internal sealed record TotalsAnswer(
    long Sent, long Received, long Redelivered, long Acked, long DeadLettered, long Expired, long Dropped)
{
    public static TotalsAnswer From(QueueTotals totals) => new(
        totals.Sent,
        totals.Received,
        totals.Redelivered,
        totals.Acknowledged,
        totals.DeadLettered,
        totals.Expired,
        totals.Dropped);
}
