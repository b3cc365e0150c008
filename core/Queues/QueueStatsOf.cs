using QueueService.Partitions.Commands;

namespace QueueService.Queues;

/// <summary>Adds up what the partitions of a queue hold.</summary>
internal static class QueueStatsOf
{
    public static QueueStats Partitions(IReadOnlyCollection<PartitionStats> partitions, Timestamp now)
    {
        Timestamp? oldest = partitions.Min(partition => partition.OldestAt);
        TimeSpan? age = oldest is { } time ? now - time : null;
        return new QueueStats(
            partitions.Sum(partition => partition.Visible),
            partitions.Sum(partition => partition.InFlight),
            partitions.Sum(partition => partition.Delayed),
            age < TimeSpan.Zero ? TimeSpan.Zero : age,
            partitions.Sum(partition => partition.Bytes))
        {
            AsOf = now.ToDateTimeOffset(),
        };
    }
}
