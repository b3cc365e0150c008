using QueueService.Functions.Rest.Json;
using QueueService.Queues;

namespace QueueService.Functions.Rest.Queues;

/// <summary>How much a queue holds.</summary>
/// <param name="OldestAgeSeconds">Age of the oldest message; 0 if there is none.</param>
/// <param name="Bytes">Stored size of all messages.</param>
internal sealed record StatsAnswer(long Visible, long InFlight, long Delayed, decimal OldestAgeSeconds, long Bytes)
{
    /// <summary>Dead letters that wait until an exchange leads them somewhere; absent for none.</summary>
    public long? Held { get; init; }

    /// <summary>When it was so: in a listing up to five seconds ago, and more.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Absent while nothing is counted, which begins with the first change at feature level 3.</summary>
    public TotalsAnswer? Totals { get; init; }

    public static StatsAnswer From(QueueStats stats) => new(
        stats.Visible, stats.InFlight, stats.Delayed, SecondsText.Of(stats.OldestAge ?? TimeSpan.Zero), stats.Bytes)
    {
        Held = stats.Held == 0 ? null : stats.Held,
        AsOf = stats.AsOf,
        Totals = stats.Totals is { } totals ? TotalsAnswer.From(totals) : null,
    };
}
