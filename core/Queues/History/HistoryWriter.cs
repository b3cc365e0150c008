using QueueService.Queues.Maintenance;

namespace QueueService.Queues.History;

/// <summary>
/// Keeps what the maintenance tick has seen: once a minute, and only if anything is not as it was. So a service that
/// nobody uses writes nothing. One call at a time.
/// </summary>
internal sealed class HistoryWriter(HistoryStore store)
{
    private readonly HistoryStretch _minutes = new(store, HistorySpan.Minutes);
    private readonly HistoryStretch _hours = new(store, HistorySpan.Hours);
    private bool _isLoaded;
    private long _lastMinute;
    private long _lastDay;

    public async Task NoteAsync(
        IReadOnlyList<QueueSample> samples, DateTimeOffset now, CancellationToken cancellationToken)
    {
        long minute = HistorySpan.Minutes.SlotOf(now);
        if (minute == _lastMinute || (samples.Count == 0 && !_isLoaded))
            return;
        if (!_isLoaded)
        {
            await _minutes.LoadAsync(cancellationToken);
            await _hours.LoadAsync(cancellationToken);
            _isLoaded = true;
        }

        Dictionary<string, HistoryValues> values = ValuesOf(samples);
        if (values.All(queue =>
            _minutes.Last.TryGetValue(queue.Key, out HistoryValues known) && known == queue.Value))
            return;
        if (_minutes.Number is { } hour && hour != minute / HistorySpan.Minutes.Points)
            await EndHourAsync(hour, now, cancellationToken);
        await _minutes.AddAsync(minute, values, cancellationToken);
        _lastMinute = minute;
    }

    /// <summary>What an hour ended with becomes a point of its day.</summary>
    private async Task EndHourAsync(long hour, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _hours.AddAsync(hour, _minutes.Last, cancellationToken);
        long day = HistorySpan.Hours.SlotOf(now) / HistorySpan.Hours.Points;
        if (day == _lastDay)
            return;
        await store.TrimAsync(HistorySpan.Minutes, now, cancellationToken);
        await store.TrimAsync(HistorySpan.Hours, now, cancellationToken);
        _lastDay = day;
    }

    /// <summary>A queue that the tick does not tell of is empty.</summary>
    private Dictionary<string, HistoryValues> ValuesOf(IReadOnlyList<QueueSample> samples)
    {
        Dictionary<string, HistoryValues> values = _minutes.Last.ToDictionary(
            queue => queue.Key, queue => queue.Value.Emptied, StringComparer.Ordinal);
        foreach (QueueSample sample in samples)
            values[sample.Queue.Value] = HistoryValues.Of(sample);
        return values;
    }
}
