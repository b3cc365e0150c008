namespace QueueService.Queues.History;

/// <summary>How history is kept: in minutes, an hour together, or in hours, a day together.</summary>
/// <param name="Prefix">What the names of its blobs begin with.</param>
/// <param name="Step">Between two points.</param>
/// <param name="Points">In one stretch.</param>
/// <param name="KeptFor">Older ones are taken away.</param>
internal sealed record HistorySpan(string Prefix, TimeSpan Step, int Points, TimeSpan KeptFor)
{
    public static readonly HistorySpan Minutes = new(
        "history/m/", TimeSpan.FromMinutes(1), 60, Limits.MaxMinuteHistory);

    public static readonly HistorySpan Hours = new("history/d/", TimeSpan.FromHours(1), 24, Limits.MaxHourHistory);

    /// <summary>Counts the steps since 1970.</summary>
    public long SlotOf(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / (long)Step.TotalMilliseconds;

    public DateTimeOffset TimeOf(long slot) =>
        DateTimeOffset.FromUnixTimeMilliseconds(slot * (long)Step.TotalMilliseconds);
}
