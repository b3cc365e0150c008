namespace QueueService.Queues.History;

/// <summary>What queues held at equal distances of time, and what had happened to their messages by then.</summary>
/// <param name="From">Of the first value.</param>
/// <param name="Step">A minute or an hour.</param>
/// <param name="OldestAge">Of the oldest message; zero if there was none.</param>
/// <param name="Sent">This and what follows only grow: rates are the differences.</param>
public sealed record HistoryInfo(
    DateTimeOffset From,
    TimeSpan Step,
    IReadOnlyList<long> Visible,
    IReadOnlyList<long> InFlight,
    IReadOnlyList<long> Delayed,
    IReadOnlyList<TimeSpan> OldestAge,
    IReadOnlyList<long> Sent,
    IReadOnlyList<long> Received,
    IReadOnlyList<long> Redelivered,
    IReadOnlyList<long> Acknowledged,
    IReadOnlyList<long> DeadLettered,
    IReadOnlyList<long> Expired);
