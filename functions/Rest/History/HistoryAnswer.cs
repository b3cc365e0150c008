using System.ComponentModel.DataAnnotations;
using QueueService.Functions.Rest.Json;
using QueueService.Queues.History;

namespace QueueService.Functions.Rest.History;

/// <summary>What queues held at equal distances of time.</summary>
internal sealed record HistoryAnswer
{
    /// <summary>Of which queue this is; absent for all together.</summary>
    [MaxLength(Limits.MaxQueueNameLength)]
    public string? Queue { get; init; }

    /// <summary>Of the first value: later than asked for if nothing so old is kept.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Seconds from one value to the next: 60 or 3600.</summary>
    public required int Step { get; init; }

    public required IReadOnlyList<long> Visible { get; init; }

    public required IReadOnlyList<long> InFlight { get; init; }

    public required IReadOnlyList<long> Delayed { get; init; }

    public required IReadOnlyList<decimal> OldestAgeSeconds { get; init; }

    /// <summary>This and what follows only grow: rates are the differences.</summary>
    public required IReadOnlyList<long> Sent { get; init; }

    public required IReadOnlyList<long> Received { get; init; }

    public required IReadOnlyList<long> Redelivered { get; init; }

    public required IReadOnlyList<long> Acked { get; init; }

    public required IReadOnlyList<long> DeadLettered { get; init; }

    public required IReadOnlyList<long> Expired { get; init; }

    /// <summary>Each for itself, in order of their names; absent unless asked for.</summary>
    public IReadOnlyList<HistoryAnswer>? Queues { get; init; }

    public static HistoryAnswer Of(HistoryInfo history) => new()
    {
        From = history.From,
        Step = (int)history.Step.TotalSeconds,
        Visible = history.Visible,
        InFlight = history.InFlight,
        Delayed = history.Delayed,
        OldestAgeSeconds = history.OldestAge.Select(SecondsText.Of).ToList(),
        Sent = history.Sent,
        Received = history.Received,
        Redelivered = history.Redelivered,
        Acked = history.Acknowledged,
        DeadLettered = history.DeadLettered,
        Expired = history.Expired,
    };
}
