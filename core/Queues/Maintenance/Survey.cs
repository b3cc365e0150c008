using Microsoft.Extensions.Logging;
using QueueService.Partitions;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Machine;
using QueueService.Queues.Catalog;
using QueueService.Replication;
using QueueService.Replication.Leases;
using QueueService.Storage;

namespace QueueService.Queues.Maintenance;

/// <summary>
/// Looks at the partitions that may have messages, and at no other: one storage call for a thousand of them, and one
/// for each, which reads what stands beside the head of its log. That is taken as it is where somebody is at work. A
/// partition is opened only if time has made untrue what its note says, or if nobody has finished the note: it is
/// relieved of messages that have expired, and the note is written anew. So is one with dead letters that are held:
/// there may be a way for them by now. One that turns out to be empty is not looked
/// at again, a while later, until a message comes.
/// </summary>
internal sealed partial class Survey(
    PartitionWiring wiring, QueueCatalog catalog, IStore store, TimeProvider time, ILogger logger)
{
    /// <summary>What the queues with messages hold.</summary>
    public async Task<Dictionary<QueueName, List<PartitionStats>>> RunAsync(CancellationToken cancellationToken)
    {
        Dictionary<QueueName, List<PartitionStats>> found = [];
        await foreach (PartitionMarker marker in wiring.Occupied.ListAsync(cancellationToken))
        {
            // One that names no queue is no use as a hint, like one that cannot be read.
            if (!QueueName.TryParse(marker.Owner, out QueueName queue))
                continue;
            try
            {
                Add(found, queue, await LookAsync(queue, marker, cancellationToken));
            }
            catch (Exception exception) when (IsGone(exception))
            {
                await wiring.Occupied.RemoveAsync(marker.Partition);
            }
            catch (Exception exception) when (Postponement.IsFor(exception))
            {
                LogPostponed(logger, marker.Partition, exception.Message);
            }
        }

        return found;
    }

    private async Task<PartitionStats> LookAsync(
        QueueName queue, PartitionMarker marker, CancellationToken cancellationToken)
    {
        bool isOutdated = false;
        if (!IsInUse(marker.Partition))
        {
            QueueNote note = await GlanceAsync(marker.Partition, cancellationToken);
            isOutdated = note.IsOutdated(Timestamp.From(time.GetUtcNow()));
            if (!isOutdated && note.Stats.Held == 0
                && !(marker.IsOld && note is { IsFinal: true, Stats.IsEmpty: true }))
                return note.Stats;
        }

        // What is counted of the queue is shown by its name.
        await catalog.GetAsync(queue, cancellationToken);

        using PartitionLease<QueuePartition> lease = await wiring.Partitions.LeaseAsync(marker.Partition);
        await lease.Partition.Loop.SendQuietlyAsync(new ExpireCommand());
        PartitionStats stats = await lease.Partition.SendQuietlyAsync(new StatsCommand());
        if (marker.IsOld && stats.IsEmpty)
            await wiring.Occupied.ClearAsync(marker.Partition);
        if (stats.Held > 0)
            wiring.OnHeld?.Invoke(marker.Partition);
        if (isOutdated)
            await lease.Partition.Loop.SettleAsync();
        return stats;
    }

    private bool IsInUse(PartitionId partition)
    {
        if (!wiring.Partitions.TryLease(partition, out PartitionLease<QueuePartition> lease))
            return false;
        using (lease)
            return lease.Partition.Loop.IsInUse;
    }

    private async Task<QueueNote> GlanceAsync(PartitionId partition, CancellationToken cancellationToken) =>
        await QueueGlance.ReadAsync(store, partition, cancellationToken)
        ?? throw new PartitionClosedException(partition);

    private static void Add(
        Dictionary<QueueName, List<PartitionStats>> found, QueueName name, PartitionStats stats)
    {
        if (!found.TryGetValue(name, out List<PartitionStats>? all))
            found[name] = all = [];
        all.Add(stats);
    }

    private static bool IsGone(Exception exception) =>
        exception is PartitionClosedException or BrokerException { Code: BrokerErrorCode.QueueNotFound };

    [LoggerMessage(LogLevel.Warning, "The look at partition {Partition} is postponed: {Reason}")]
    private static partial void LogPostponed(ILogger logger, PartitionId partition, string reason);
}
