namespace QueueService.Partitions.Events;

/// <summary>The messages from <paramref name="First"/> on, <paramref name="Count"/> numbers.</summary>
internal readonly record struct SequenceRange(SequenceNumber First, int Count)
{
    public SequenceNumber End => First.Plus(Count);
}
