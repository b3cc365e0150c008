using System.Runtime.CompilerServices;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Settings;
using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Queues.Catalog;

/// <summary>Shows queues: their settings, with what their partitions hold.</summary>
internal sealed class QueueListing(
    QueueCatalog catalog, PartitionRegistry partitions, CountsLook look, TimeProvider time)
{
    private readonly CatalogPages _pages = new(catalog, time);

    /// <inheritdoc cref="Broker.ListQueuesAsync"/>
    public async Task<Page<QueueInfo>> ListAsync(
        string prefix,
        int limit,
        string? cursor,
        Predicate<QueueName>? shows,
        CancellationToken cancellationToken)
    {
        Page<CatalogEntry> page = await PageAsync(_pages.ListAsync, prefix, limit, cursor, shows, cancellationToken);
        QueueCounts counts = await look.GetAsync(cancellationToken);
        return new Page<QueueInfo>([.. page.Items.Select(entry => Info(entry, counts))], page.Cursor);
    }

    /// <inheritdoc cref="Broker.ListQueueNamesAsync"/>
    public async Task<Page<QueueName>> ListNamesAsync(
        string prefix,
        int limit,
        string? cursor,
        Predicate<QueueName>? shows,
        CancellationToken cancellationToken)
    {
        Page<CatalogEntry> page = await PageAsync(
            (some, after, most, cancelled) => catalog.ListAsync(some, after, most, isOfNames: true, cancelled),
            prefix,
            limit,
            cursor,
            shows,
            cancellationToken);
        return new Page<QueueName>([.. page.Items.Select(entry => entry.Name)], page.Cursor);
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
    /// The queues whose dead letters go there, by the catalog alone: no partition is opened. Costs one storage call for
    /// a thousand queues.
    /// </summary>
    public async IAsyncEnumerable<QueueName> ListDeadLetterSourcesAsync(
        Predicate<DeadLetterSetting> isThere,
        string? after,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (CatalogEntry entry in catalog.ListAllAsync(after, cancellationToken))
        {
            if (entry.Record is { IsDeleting: false, Settings.DeadLetter: { } setting } && isThere(setting))
                yield return entry.Name;
        }
    }

    /// <summary>
    /// How many dead letters wait for a way from each exchange; one that is not here has none. As of the look that all
    /// listings share.
    /// </summary>
    public async Task<IReadOnlyDictionary<ExchangeName, long>> CountHeldAsync(CancellationToken cancellationToken)
    {
        QueueCounts counts = await look.GetAsync(cancellationToken);
        Dictionary<ExchangeName, long> held = [];
        if (!counts.Partitions.Values.Any(partition => partition.Held > 0))
            return held;
        for (string? after = null; ;)
        {
            Page<CatalogEntry> page = await _pages.ListAsync("", after, Limits.MaxPageSize, cancellationToken);
            foreach (CatalogEntry entry in page.Items)
            {
                if (entry.Record is { IsDeleting: false, Settings.DeadLetter.Exchange: { } exchange } record)
                {
                    held[exchange] = held.GetValueOrDefault(exchange)
                        + record.Partitions.Sum(id => counts.Partitions.GetValueOrDefault(id)?.Held ?? 0);
                }
            }

            if ((after = page.Cursor) is null)
                return held;
        }
    }

    private static async Task<Page<CatalogEntry>> PageAsync(
        Func<string, string?, int, CancellationToken, Task<Page<CatalogEntry>>> listAsync,
        string prefix,
        int limit,
        string? cursor,
        Predicate<QueueName>? shows,
        CancellationToken cancellationToken)
    {
        if (cursor is not null && !QueueName.TryParse(cursor, out _))
            throw new BrokerException(BrokerErrorCode.InvalidCursor, "cursor must be one that a listing answered.");
        List<CatalogEntry> queues = [];
        while (true)
        {
            Page<CatalogEntry> read = await listAsync(prefix, cursor, limit, cancellationToken);
            foreach (CatalogEntry entry in read.Items)
            {
                // Looked for only when the page is full: the cursor must not name a queue that is not shown.
                if (entry.IsDeleting || shows?.Invoke(entry.Name) == false)
                    continue;
                if (queues.Count == limit)
                    return new Page<CatalogEntry>(queues, queues[^1].Name.Value);
                queues.Add(entry);
            }

            if (read.Cursor is null || shows is null)
                return new Page<CatalogEntry>(queues, read.Cursor);

            // It was their length, and not their number, that has ended the page.
            if (read.Items.Count < limit && queues.Count > 0)
                return new Page<CatalogEntry>(queues, queues[^1].Name.Value);
            cursor = read.Cursor;
        }
    }

    private static QueueInfo Info(CatalogEntry entry, QueueCounts counts)
    {
        if (entry.Record is not { } record)
            return Damaged(entry.Name, counts.AsOf);
        Timestamp asOf = Timestamp.From(counts.AsOf);
        if (record.Partitions.Any(counts.Damaged.Contains))
            return Info(record, [], asOf) with { IsDamaged = true };
        return Info(
            record,
            [
                .. record.Partitions.Select(partition => counts.Partitions.GetValueOrDefault(partition))
                    .OfType<PartitionStats>(),
            ],
            asOf);
    }

    /// <summary>Of which nothing but the name is known.</summary>
    private static QueueInfo Damaged(QueueName name, DateTimeOffset asOf) => new(
        name,
        new QueueSettings(),
        DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch,
        QueueStatsOf.Partitions([], Timestamp.From(asOf)))
    {
        IsDamaged = true,
    };

    private QueueInfo Info(QueueRecord record, IReadOnlyCollection<PartitionStats> stats) =>
        Info(record, stats, Timestamp.From(time.GetUtcNow()));

    private static QueueInfo Info(
        QueueRecord record, IReadOnlyCollection<PartitionStats> stats, Timestamp asOf) => new(
        record.Name, record.Settings, record.CreatedAt, record.ModifiedAt, QueueStatsOf.Partitions(stats, asOf));
}
