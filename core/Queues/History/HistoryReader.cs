namespace QueueService.Queues.History;

/// <summary>Reads what is kept of queues.</summary>
internal sealed class HistoryReader(HistoryStore store, TimeProvider time)
{
    /// <summary>By queue; what is before the first note of a queue is filled up as if it had been empty.</summary>
    /// <param name="from">Nothing earlier than what is kept is answered.</param>
    public async Task<SortedDictionary<string, HistoryInfo>> ReadAsync(
        HistorySpan span, DateTimeOffset from, Predicate<string> shows, CancellationToken cancellationToken)
    {
        (long first, long last) = Slots(span, from);
        Dictionary<string, SortedDictionary<long, HistoryValues>> points = new(StringComparer.Ordinal);
        await CollectAsync(points, span, first, last, cancellationToken);
        if (span == HistorySpan.Hours)
            await CollectHourAsync(points, cancellationToken);
        SortedDictionary<string, HistoryInfo> found = new(StringComparer.Ordinal);
        foreach ((string queue, SortedDictionary<long, HistoryValues> known) in points)
        {
            if (shows(queue))
                found[queue] = HistoryFill.Of(span, known, first, last);
        }

        return found;
    }

    /// <summary>Of a queue of which nothing was ever noted.</summary>
    public HistoryInfo Empty(bool isByHour, DateTimeOffset from)
    {
        HistorySpan span = isByHour ? HistorySpan.Hours : HistorySpan.Minutes;
        (long first, long last) = Slots(span, from);
        return HistoryFill.Of(span, new SortedDictionary<long, HistoryValues> { [first] = default }, first, last);
    }

    private (long First, long Last) Slots(HistorySpan span, DateTimeOffset from)
    {
        DateTimeOffset now = time.GetUtcNow();
        long last = span.SlotOf(now);
        return (Math.Clamp(span.SlotOf(from), span.SlotOf(now - span.KeptFor), last), last);
    }

    /// <summary>
    /// The stretches of this time, and the one before them: a queue that rests since then is as it was.
    /// </summary>
    private async Task CollectAsync(
        Dictionary<string, SortedDictionary<long, HistoryValues>> points,
        HistorySpan span,
        long first,
        long last,
        CancellationToken cancellationToken)
    {
        SortedDictionary<long, List<string>> stored = await store.ListAsync(span, cancellationToken);
        long begin = stored.Keys.LastOrDefault(number => number * span.Points <= first, first / span.Points);
        foreach ((long number, List<string> names) in stored)
        {
            if (number < begin || number * span.Points > last)
                continue;
            HistoryLog log = await store.ReadAsync(number, names, cancellationToken);
            foreach ((string queue, SortedDictionary<int, HistoryValues> of) in log.Points)
            {
                foreach ((int offset, HistoryValues values) in of)
                    Add(points, queue, (number * span.Points) + offset, values);
            }
        }
    }

    /// <summary>The hour that is not over, or was the last one in which anything happened.</summary>
    private async Task CollectHourAsync(
        Dictionary<string, SortedDictionary<long, HistoryValues>> points, CancellationToken cancellationToken)
    {
        SortedDictionary<long, List<string>> stored = await store.ListAsync(HistorySpan.Minutes, cancellationToken);
        if (stored.Count == 0)
            return;
        (long hour, List<string> names) = stored.Last();
        HistoryLog log = await store.ReadAsync(hour, names, cancellationToken);
        foreach ((string queue, HistoryValues values) in log.Last())
            Add(points, queue, hour, values);
    }

    private static void Add(
        Dictionary<string, SortedDictionary<long, HistoryValues>> points,
        string queue,
        long slot,
        HistoryValues values)
    {
        if (!points.TryGetValue(queue, out SortedDictionary<long, HistoryValues>? known))
            points[queue] = known = [];
        known[slot] = values;
    }
}
