namespace QueueService.Queues.History;

/// <summary>The stretch of history that is being written, and where it is stored. One call at a time.</summary>
internal sealed class HistoryStretch(HistoryStore store, HistorySpan span)
{
    private HistoryLog? _log;
    private List<string> _names = [];

    /// <summary>Its number; null before <see cref="LoadAsync"/>, or if nothing was ever stored.</summary>
    public long? Number => _log?.Number;

    /// <summary>The values of each queue, as far as they are known.</summary>
    public IReadOnlyDictionary<string, HistoryValues> Last { get; private set; } =
        new Dictionary<string, HistoryValues>(StringComparer.Ordinal);

    /// <summary>Goes on with the newest that is stored.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        SortedDictionary<long, List<string>> stored = await store.ListAsync(span, cancellationToken);
        if (stored.Count == 0)
            return;
        (long number, List<string> names) = stored.Last();
        HistoryLog log = await store.ReadAsync(number, names, cancellationToken);
        (_log, _names, Last) = (log, names, log.Last());
    }

    /// <summary>
    /// Notes and stores the values at a time, of those queues that have others than before. Nothing is noted if that
    /// fails.
    /// </summary>
    public async Task AddAsync(
        long slot, IReadOnlyDictionary<string, HistoryValues> values, CancellationToken cancellationToken)
    {
        long number = slot / span.Points;
        HistoryLog log = new(number);
        List<string> before = [];
        IReadOnlyDictionary<string, HistoryValues> last = Last;
        if (_log is { } current && current.Number == number)
        {
            log.Add(current);
            before = _names;
        }
        else if ((await store.ListAsync(span, cancellationToken)).TryGetValue(number, out List<string>? names))
        {
            // Another process has begun it.
            log.Add(await store.ReadAsync(number, names, cancellationToken));
            (before, last) = (names, log.Last());
        }
        else
        {
            foreach ((string queue, HistoryValues known) in Last)
            {
                if (!IsForgotten(queue, known))
                    log.Add(queue, 0, known);
            }
        }

        foreach ((string queue, HistoryValues value) in values)
        {
            if (!last.TryGetValue(queue, out HistoryValues known) || known != value)
                log.Add(queue, (int)(slot % span.Points), value);
        }

        string name = await store.WriteAsync(span, log, before, cancellationToken);
        (_log, _names, Last) = (log, [name], log.Last());
    }

    /// <summary>A queue that was empty all the time is known no longer; it may have been deleted.</summary>
    private bool IsForgotten(string queue, HistoryValues known) => known == known.Emptied
        && _log!.Points[queue] is { Count: 1 } points && points.ContainsKey(0);
}
