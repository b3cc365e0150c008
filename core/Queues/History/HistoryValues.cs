using QueueService.Queues.Maintenance;

namespace QueueService.Queues.History;

/// <summary>What is kept of a queue at one time: how much it held, and what had happened to its messages.</summary>
/// <param name="OldestAt">Of its oldest message, in milliseconds since 1970; 0 if it had none.</param>
internal readonly record struct HistoryValues(
    long Visible,
    long InFlight,
    long Delayed,
    long OldestAt,
    long Sent,
    long Received,
    long Redelivered,
    long Acknowledged,
    long DeadLettered,
    long Expired)
{
    /// <summary>The same queue once it is empty.</summary>
    public HistoryValues Emptied => this with { Visible = 0, InFlight = 0, Delayed = 0, OldestAt = 0 };

    public static HistoryValues Of(QueueSample sample)
    {
        QueueStats stats = sample.Stats;
        QueueTotals totals = stats.Totals ?? new QueueTotals(0, 0, 0, 0, 0, 0);
        return new HistoryValues(
            stats.Visible,
            stats.InFlight,
            stats.Delayed,
            stats.OldestAge is { } age ? (stats.AsOf - age).ToUnixTimeMilliseconds() : 0,
            totals.Sent,
            totals.Received,
            totals.Redelivered,
            totals.Acknowledged,
            totals.DeadLettered,
            totals.Expired);
    }
}
