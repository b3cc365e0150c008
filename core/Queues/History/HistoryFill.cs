namespace QueueService.Queues.History;

/// <summary>
/// Makes values at equal distances out of those that were noted, and adds up those of several queues.
/// </summary>
internal static class HistoryFill
{
    /// <param name="points">By slot; at least one.</param>
    /// <param name="last">The last slot that is answered.</param>
    public static HistoryInfo Of(
        HistorySpan span, SortedDictionary<long, HistoryValues> points, long first, long last)
    {
        HistoryValues[] values = new HistoryValues[last - first + 1];
        HistoryValues current = points.Values.First().Emptied;
        using SortedDictionary<long, HistoryValues>.Enumerator next = points.GetEnumerator();
        bool hasNext = next.MoveNext();
        for (long slot = first; slot <= last; slot++)
        {
            for (; hasNext && next.Current.Key <= slot; hasNext = next.MoveNext())
                current = next.Current.Value;
            values[slot - first] = current;
        }

        return new HistoryInfo(
            span.TimeOf(first),
            span.Step,
            [.. values.Select(value => value.Visible)],
            [.. values.Select(value => value.InFlight)],
            [.. values.Select(value => value.Delayed)],
            [.. values.Select((value, n) => AgeOf(span, first + n, value))],
            [.. values.Select(value => value.Sent)],
            [.. values.Select(value => value.Received)],
            [.. values.Select(value => value.Redelivered)],
            [.. values.Select(value => value.Acknowledged)],
            [.. values.Select(value => value.DeadLettered)],
            [.. values.Select(value => value.Expired)]);
    }

    /// <summary>Of several queues together; null of none.</summary>
    public static HistoryInfo? Sum(IReadOnlyCollection<HistoryInfo> queues) => queues.Count == 0 ? null : new(
        queues.First().From,
        queues.First().Step,
        Sum(queues, queue => queue.Visible),
        Sum(queues, queue => queue.InFlight),
        Sum(queues, queue => queue.Delayed),
        [.. queues.First().OldestAge.Select((_, n) => queues.Max(queue => queue.OldestAge[n]))],
        Sum(queues, queue => queue.Sent),
        Sum(queues, queue => queue.Received),
        Sum(queues, queue => queue.Redelivered),
        Sum(queues, queue => queue.Acknowledged),
        Sum(queues, queue => queue.DeadLettered),
        Sum(queues, queue => queue.Expired));

    /// <summary>At the end of the step.</summary>
    private static TimeSpan AgeOf(HistorySpan span, long slot, HistoryValues values)
    {
        if (values.OldestAt == 0)
            return TimeSpan.Zero;
        TimeSpan age = span.TimeOf(slot + 1) - DateTimeOffset.FromUnixTimeMilliseconds(values.OldestAt);
        return age < TimeSpan.Zero ? TimeSpan.Zero : age;
    }

    private static long[] Sum(
        IReadOnlyCollection<HistoryInfo> queues, Func<HistoryInfo, IReadOnlyList<long>> values)
    {
        long[] sum = new long[values(queues.First()).Count];
        foreach (HistoryInfo queue in queues)
        {
            IReadOnlyList<long> own = values(queue);
            for (int n = 0; n < sum.Length; n++)
                sum[n] += own[n];
        }

        return sum;
    }
}
