using QueueService.Partitions.Commands;
using QueueService.Partitions.State;

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
            Held = partitions.Sum(partition => partition.Held),
            Totals = Totals(partitions),
            AsOf = (partitions.Count == 0 ? now : partitions.Min(partition => partition.At)).ToDateTimeOffset(),
        };
    }

    private static QueueTotals? Totals(IReadOnlyCollection<PartitionStats> partitions)
    {
        MessageTotals? sum = null;
        foreach (PartitionStats partition in partitions)
        {
            if (partition.Totals is { } totals)
                sum = (sum ?? default) + totals;
        }

        return sum is { } all
            ? new QueueTotals(
                all.Sent,
                all.Received,
                all.Redelivered,
                all.Acknowledged,
                all.DeadLettered,
                all.Expired,
                all.Dropped)
            : null;
    }
}
