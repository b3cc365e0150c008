namespace QueueService.Partitions.State;

/// <summary>
/// Tracked messages by the time at which they were enqueued, which is what retention counts from. Messages that were
/// enqueued at about the same time share a bucket, so that adding and removing one mostly costs no search.
/// </summary>
internal sealed class AgeIndex
{
    /// <summary>Buckets of 64 ms: few of them, and each short enough to look through.</summary>
    private const int BucketShift = 6;

    private readonly Dictionary<long, AgeBucket> _buckets = [];
    private readonly SortedSet<AgeBucket> _order =
        new(Comparer<AgeBucket>.Create((left, right) => left.Number.CompareTo(right.Number)));

    /// <summary>The bucket of the oldest messages; null if there is none.</summary>
    private AgeBucket? _oldest;

    /// <summary>When the oldest message was enqueued; null if there is none.</summary>
    public Timestamp? OldestAt
    {
        get
        {
            Timestamp? oldest = null;
            for (MessageEntry? entry = _oldest?.First; entry is not null; entry = entry.NextByAge)
            {
                if (oldest is null || entry.EnqueuedAt < oldest)
                    oldest = entry.EnqueuedAt;
            }

            return oldest;
        }
    }

    public void Add(MessageEntry entry)
    {
        long number = entry.EnqueuedAt.UnixMilliseconds >> BucketShift;
        if (!_buckets.TryGetValue(number, out AgeBucket? bucket))
        {
            bucket = new AgeBucket(number);
            _buckets.Add(number, bucket);
            _order.Add(bucket);
            if (_oldest is null || number < _oldest.Number)
                _oldest = bucket;
        }

        bucket.Add(entry);
    }

    public void Remove(MessageEntry entry)
    {
        AgeBucket bucket = entry.AgeBucket
            ?? throw new InvalidOperationException($"Message {entry.Sequence.Value} is not in the index of ages.");
        bucket.Remove(entry);
        if (bucket.First is not null)
            return;
        _buckets.Remove(bucket.Number);
        _order.Remove(bucket);
        if (bucket == _oldest)
            _oldest = _order.Min;
    }

    /// <summary>One message that was enqueued by <paramref name="end"/>; null if there is none.</summary>
    public MessageEntry? FindEnqueuedBy(Timestamp end)
    {
        if (_oldest is null || _oldest.Number > end.UnixMilliseconds >> BucketShift)
            return null;
        MessageEntry? entry = _oldest.First;
        while (entry is not null && entry.EnqueuedAt > end)
            entry = entry.NextByAge;
        return entry;
    }
}
