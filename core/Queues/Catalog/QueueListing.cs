using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Loop;
using QueueService.Storage;

namespace QueueService.Queues.Catalog;

/// <summary>Shows queues: their settings, with what their partitions hold.</summary>
internal sealed class QueueListing(
    QueueCatalog catalog, PartitionRegistry partitions, IStore store, TimeProvider time)
{
    /// <inheritdoc cref="Broker.ListQueuesAsync"/>
    public async Task<Page<QueueInfo>> ListAsync(
        string prefix,
        int limit,
        string? cursor,
        Predicate<QueueName>? shows,
        CancellationToken cancellationToken)
    {
        if (cursor is not null && !QueueName.TryParse(cursor, out _))
            throw new BrokerException(BrokerErrorCode.InvalidCursor, "cursor must be one that a listing answered.");
        List<QueueInfo> queues = [];
        while (true)
        {
            IReadOnlyList<QueueRecord> records = await catalog.ListAsync(prefix, cursor, limit, cancellationToken);
            foreach (QueueRecord record in records)
            {
                // Looked for only when the page is full: the cursor must not name a queue that is not shown.
                if (record.IsDeleting || shows?.Invoke(record.Name) == false)
                    continue;
                if (queues.Count == limit)
                    return new Page<QueueInfo>(queues, queues[^1].Name.Value);
                await AddAsync(queues, record, cancellationToken);
            }

            if (records.Count < limit)
                return new Page<QueueInfo>(queues, null);
            cursor = records[^1].Name.Value;
            if (shows is null)
                return new Page<QueueInfo>(queues, cursor);
        }
    }

    /// <summary>The queue with its counts as they are; throws <c>QueueNotFound</c> if it is gone.</summary>
    public async Task<QueueInfo> DescribeAsync(QueueRecord record)
    {
        try
        {
            PartitionStats[] stats = await partitions.AskAllQuietlyAsync(record.Partitions, () => new StatsCommand());
            return Info(record, stats);
        }
        catch (PartitionClosedException)
        {
            catalog.Forget(record);
            throw BrokerException.QueueNotFound(record.Name);
        }
    }

    private async Task<List<PartitionStats>> GlanceAsync(QueueRecord record, CancellationToken cancellationToken)
    {
        List<PartitionStats> stats = [];
        foreach (PartitionId partition in record.Partitions)
        {
            if (partitions.TryLease(partition, out PartitionLease lease))
                stats.Add(await AskAsync(lease));
            else if (await HeadGlance.ReadAsync(store, partition, cancellationToken) is { } note)
                stats.Add(note.Stats);
        }

        return stats;
    }

    /// <summary>A look is no use: however often queues are listed, their partitions fall idle and settle.</summary>
    private static async Task<PartitionStats> AskAsync(PartitionLease lease)
    {
        using (lease)
            return await lease.Loop.SendQuietlyAsync(new StatsCommand());
    }

    private async Task AddAsync(List<QueueInfo> queues, QueueRecord record, CancellationToken cancellationToken)
    {
        try
        {
            queues.Add(Info(record, await GlanceAsync(record, cancellationToken)));
        }
        catch (PartitionClosedException)
        {
            // Deleted since its document was read.
            catalog.Forget(record);
        }
    }

    private QueueInfo Info(QueueRecord record, IReadOnlyCollection<PartitionStats> stats) => new(
        record.Name,
        record.Settings,
        record.CreatedAt,
        record.ModifiedAt,
        QueueStatsOf.Partitions(stats, Timestamp.From(time.GetUtcNow())));
}
