using System.Runtime.CompilerServices;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Loop;
using QueueService.Queues.Settings;
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
            IReadOnlyList<CatalogEntry> entries = await catalog.ListAsync(prefix, cursor, limit, cancellationToken);
            foreach (CatalogEntry entry in entries)
            {
                // Looked for only when the page is full: the cursor must not name a queue that is not shown.
                if (entry.Record is { IsDeleting: true } || shows?.Invoke(entry.Name) == false)
                    continue;
                if (queues.Count == limit)
                    return new Page<QueueInfo>(queues, queues[^1].Name.Value);
                if (entry.Record is { } record)
                    await AddAsync(queues, record, cancellationToken);
                else
                    queues.Add(Damaged(entry.Name));
            }

            if (entries.Count < limit)
                return new Page<QueueInfo>(queues, null);
            cursor = entries[^1].Name.Value;
            if (shows is null)
                return new Page<QueueInfo>(queues, cursor);
        }
    }

    /// <summary>A queue that was just made, and has nothing in it.</summary>
    public QueueInfo DescribeNew(QueueRecord record) => Info(record, []);

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
            throw await catalog.ExplainAsync(record, CancellationToken.None);
        }
        catch (StorageCorruptException damage)
        {
            throw BrokerException.QueueDamaged(record.Name, damage);
        }
    }

    /// <summary>
    /// The queues whose dead letters go to this one, by the catalog alone: no partition is opened. Costs one storage
    /// call for a thousand queues.
    /// </summary>
    public async IAsyncEnumerable<QueueName> ListDeadLetterSourcesAsync(
        QueueName target, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<CatalogEntry> entries;
        do
        {
            entries = await catalog.ListAsync("", after, Limits.MaxPageSize, cancellationToken);
            foreach (CatalogEntry entry in entries)
            {
                if (entry.Record is { IsDeleting: false } record && record.Settings.DeadLetter?.Queue == target)
                    yield return entry.Name;
                after = entry.Name.Value;
            }
        }
        while (entries.Count == Limits.MaxPageSize);
    }

    private async Task<List<PartitionStats>> GlanceAsync(QueueRecord record, CancellationToken cancellationToken)
    {
        List<PartitionStats> stats = [];
        foreach (PartitionId partition in record.Partitions)
        {
            if (partitions.TryLease(partition, out PartitionLease lease))
                stats.Add(await AskAsync(lease));
            else if (await HeadGlance.ReadAsync(store, partition, cancellationToken) is { } note)
                stats.Add(note.IsFinal ? note.Stats with { At = Timestamp.From(time.GetUtcNow()) } : note.Stats);
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
        catch (Exception damage) when (damage is StorageCorruptException
            or BrokerException { Code: BrokerErrorCode.QueueDamaged })
        {
            queues.Add(Info(record, []) with { IsDamaged = true });
        }
    }

    /// <summary>Of which nothing but the name is known.</summary>
    private static QueueInfo Damaged(QueueName name) => new(
        name, new QueueSettings(), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, new QueueStats(0, 0, 0, null, 0))
    {
        IsDamaged = true,
    };

    private QueueInfo Info(QueueRecord record, IReadOnlyCollection<PartitionStats> stats) => new(
        record.Name,
        record.Settings,
        record.CreatedAt,
        record.ModifiedAt,
        QueueStatsOf.Partitions(stats, Timestamp.From(time.GetUtcNow())));
}
