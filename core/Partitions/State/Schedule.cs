namespace QueueService.Partitions.State;

/// <summary>
/// Held messages by the time at which they become visible. Messages of one delivery share a bucket, so adding and
/// removing one costs no search beyond that of its bucket.
/// </summary>
internal sealed class Schedule
{
    private readonly Dictionary<Timestamp, ScheduleBucket> _buckets = [];
    private readonly SortedSet<ScheduleBucket> _order =
        new(Comparer<ScheduleBucket>.Create((left, right) => left.Time.CompareTo(right.Time)));

    /// <summary>When the next message becomes visible; null if none is held.</summary>
    public Timestamp? Next => _order.Min?.Time;

    public void Add(MessageEntry entry)
    {
        if (!_buckets.TryGetValue(entry.VisibleAt, out ScheduleBucket? bucket))
        {
            bucket = new ScheduleBucket(entry.VisibleAt);
            _buckets.Add(entry.VisibleAt, bucket);
            _order.Add(bucket);
        }

        bucket.Add(entry);
    }

    public void Remove(MessageEntry entry)
    {
        ScheduleBucket bucket = entry.Bucket
            ?? throw new InvalidOperationException($"Message {entry.Sequence.Value} is not scheduled.");
        bucket.Remove(entry);
        if (bucket.First is null)
            Drop(bucket);
    }

    /// <summary>Takes out one message that is due by <paramref name="now"/>; null if none is.</summary>
    public MessageEntry? TakeDue(Timestamp now)
    {
        if (_order.Min is not { } bucket || bucket.Time > now)
            return null;
        MessageEntry entry = bucket.First!;
        Remove(entry);
        return entry;
    }

    private void Drop(ScheduleBucket bucket)
    {
        _buckets.Remove(bucket.Time);
        _order.Remove(bucket);
    }
}
