namespace QueueService.Queues;

/// <summary>How much a queue holds.</summary>
/// <param name="OldestAge">
/// The age of the oldest message that is there, whatever its state; null if there is none.
/// </param>
/// <param name="Bytes">Stored size of all messages.</param>
public sealed record QueueStats(long Visible, long InFlight, long Delayed, TimeSpan? OldestAge, long Bytes)
{
    /// <summary>Dead letters that an exchange leads nowhere so far. Nobody receives them.</summary>
    public long Held { get; init; }

    /// <summary>Null while nothing is counted: that begins with the first change at the third feature level.</summary>
    public QueueTotals? Totals { get; init; }

    /// <summary>When it was so.</summary>
    public DateTimeOffset AsOf { get; init; }
}
