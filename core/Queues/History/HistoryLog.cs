namespace QueueService.Queues.History;

/// <summary>
/// What happened to all queues in one stretch of time: an hour in minutes, or a day in hours. A queue has a point where
/// its values changed, and one at the beginning if it was known before.
/// </summary>
/// <param name="Number">Counts the stretches since 1970.</param>
internal sealed record HistoryLog(long Number)
{
    private readonly Dictionary<string, SortedDictionary<int, HistoryValues>> _points = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, SortedDictionary<int, HistoryValues>> Points => _points;

    /// <summary>A later note of the same time takes the place of an earlier one.</summary>
    public void Add(string queue, int offset, HistoryValues values)
    {
        if (!_points.TryGetValue(queue, out SortedDictionary<int, HistoryValues>? points))
            _points[queue] = points = [];
        points[offset] = values;
    }

    public void Add(HistoryLog other)
    {
        foreach ((string queue, SortedDictionary<int, HistoryValues> points) in other._points)
        {
            foreach ((int offset, HistoryValues values) in points)
                Add(queue, offset, values);
        }
    }

    /// <summary>The values of each queue at the end.</summary>
    public Dictionary<string, HistoryValues> Last() =>
        _points.ToDictionary(queue => queue.Key, queue => queue.Value.Values.Last(), StringComparer.Ordinal);
}
