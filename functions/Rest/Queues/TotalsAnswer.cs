using QueueService.Queues;

namespace QueueService.Functions.Rest.Queues;

/// <summary>What has happened to messages of a queue; only ever grows, so that rates are differences.</summary>
/// <param name="Sent">Accepted, also those that came from other queues.</param>
internal sealed record TotalsAnswer(
    long Sent, long Received, long Redelivered, long Acked, long DeadLettered, long Expired)
{
    public static TotalsAnswer From(QueueTotals totals) => new(
        totals.Sent,
        totals.Received,
        totals.Redelivered,
        totals.Acknowledged,
        totals.DeadLettered,
        totals.Expired);
}
