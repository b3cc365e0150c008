using QueueService.Functions.Rest.Json;
using QueueService.Queues;

namespace QueueService.Functions.Rest.Queues;

/// <summary>How much a queue holds.</summary>
/// <param name="OldestAgeSeconds">Age of the oldest message; 0 if there is none.</param>
/// <param name="Bytes">Stored size of all messages.</param>
/// <param name="AsOf">When it was looked at: in a listing up to five seconds ago.</param>
internal sealed record StatsAnswer(
    long Visible, long InFlight, long Delayed, decimal OldestAgeSeconds, long Bytes, DateTimeOffset AsOf)
{
    public static StatsAnswer From(QueueStats stats) => new(
        stats.Visible,
        stats.InFlight,
        stats.Delayed,
        SecondsText.Of(stats.OldestAge ?? TimeSpan.Zero),
        stats.Bytes,
        stats.AsOf);
}
