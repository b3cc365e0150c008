namespace QueueService.Partitions.State;

/// <summary>The messages that become visible at one moment, in a doubly linked list.</summary>
internal sealed class ScheduleBucket(Timestamp time)
{
    public Timestamp Time { get; } = time;

    public MessageEntry? First { get; private set; }

    public MessageEntry? Last { get; private set; }

    public void Add(MessageEntry entry)
    {
        entry.Bucket = this;
        entry.PreviousInBucket = Last;
        if (Last is null)
            First = entry;
        else
            Last.NextInBucket = entry;
        Last = entry;
    }

    public void Remove(MessageEntry entry)
    {
        if (entry.PreviousInBucket is null)
            First = entry.NextInBucket;
        else
            entry.PreviousInBucket.NextInBucket = entry.NextInBucket;
        if (entry.NextInBucket is null)
            Last = entry.PreviousInBucket;
        else
            entry.NextInBucket.PreviousInBucket = entry.PreviousInBucket;
        entry.Bucket = null;
        entry.NextInBucket = null;
        entry.PreviousInBucket = null;
    }
}
