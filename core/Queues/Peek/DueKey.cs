using QueueService.Partitions;

namespace QueueService.Queues.Peek;

/// <summary>The place of a message in the order of due times.</summary>
internal readonly record struct DueKey(Timestamp Time, int Partition, SequenceNumber Sequence) : IComparable<DueKey>
{
    public int CompareTo(DueKey other)
    {
        int byTime = Time.CompareTo(other.Time);
        if (byTime != 0)
            return byTime;
        int byPartition = Partition.CompareTo(other.Partition);
        return byPartition != 0 ? byPartition : Sequence.CompareTo(other.Sequence);
    }
}
