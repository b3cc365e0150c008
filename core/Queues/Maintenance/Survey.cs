using Microsoft.Extensions.Logging;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Loop;
using QueueService.Queues.Catalog;
using QueueService.Storage;

namespace QueueService.Queues.Maintenance;

/// <summary>
/// Looks at the partitions that may have messages, and at no other: one storage call for a thousand of them, and one
/// for each. One whose messages have expired is opened and relieved of them; one that turns out to be empty is not
/// looked at again until a message comes.
/// </summary>
internal sealed partial class Survey(
    PartitionWiring wiring, QueueCatalog catalog, IStore store, TimeProvider time, ILogger logger)
{
    /// <summary>A busy queue is empty many times a minute, and not worth forgetting.</summary>
    private static readonly TimeSpan RestBeforeClearing = TimeSpan.FromMinutes(1);

    /// <summary>What the queues with messages hold.</summary>
    public async Task<Dictionary<QueueName, List<PartitionStats>>> RunAsync(CancellationToken cancellationToken)
    {
        Dictionary<QueueName, List<PartitionStats>> found = [];
        HashSet<PartitionId> seen = [];
        await foreach ((PartitionId partition, QueueName? queue) in wiring.Occupied.ListAsync(cancellationToken))
        {
            seen.Add(partition);
            try
            {
                PartitionStats stats = await LookAsync(partition, queue, cancellationToken);
                if ((queue ?? catalog.FindName(partition.Incarnation)) is { } name)
                    Add(found, name, stats);
            }
            catch (Exception exception) when (IsGone(exception))
            {
                await wiring.Occupied.ClearAsync(partition);
            }
            catch (Exception exception) when (Postponement.IsFor(exception))
            {
                LogPostponed(logger, partition, exception.Message);
            }
        }

        await MarkForgottenAsync(seen);
        return found;
    }

    private async Task<PartitionStats> LookAsync(
        PartitionId partition, QueueName? queue, CancellationToken cancellationToken)
    {
        PartitionLoop? open = wiring.Partitions.FindOpen(partition);
        PartitionStats stats = open is not null
            ? await open.SendQuietlyAsync(new StatsCommand())
            : await GlanceAsync(partition, cancellationToken);
        QueueRecord? record = queue is { } name ? await catalog.GetAsync(name, cancellationToken) : null;
        bool isIdle = open is null || open.IdleTime > RestBeforeClearing;
        if (!isIdle || (!IsEmpty(stats) && !IsDue(stats, record)))
            return stats;

        // What stands beside the head may be one frame old: only the partition itself knows. Counting takes out what
        // has expired.
        open ??= wiring.Partitions.Get(partition);
        stats = await open.SendQuietlyAsync(new StatsCommand());
        if (IsEmpty(stats))
            await ClearAsync(open);
        return stats;
    }

    /// <summary>
    /// A message that comes meanwhile either finds the marker gone and writes it again, or is there by the time of the
    /// second look.
    /// </summary>
    private async Task ClearAsync(PartitionLoop partition)
    {
        await wiring.Occupied.ClearAsync(partition.Id);
        if (!IsEmpty(await partition.SendQuietlyAsync(new StatsCommand())))
            await wiring.Occupied.MarkAsync(partition.Id, catalog.FindName(partition.Id.Incarnation));
    }

    /// <summary>
    /// A marker that this process relies upon may have been cleared by another one just when a message came.
    /// </summary>
    private async Task MarkForgottenAsync(HashSet<PartitionId> seen)
    {
        foreach (PartitionLoop partition in wiring.Partitions.Open.OrderBy(open => open.Id))
        {
            if (seen.Contains(partition.Id) || !wiring.Occupied.IsMarked(partition.Id) || partition.IsEmpty)
                continue;
            wiring.Occupied.Forget(partition.Id);
            await wiring.Occupied.MarkAsync(partition.Id, catalog.FindName(partition.Id.Incarnation));
        }
    }

    private async Task<PartitionStats> GlanceAsync(PartitionId partition, CancellationToken cancellationToken)
    {
        await using ICommitLog log = store.OpenLog(partition);
        LogHead head = await log.ReadHeadAsync(cancellationToken);
        return head.Last == FrameNumber.None
            ? throw new PartitionClosedException(partition)
            : HeadNote.Decode(head.Note.Span).Stats;
    }

    private static void Add(
        Dictionary<QueueName, List<PartitionStats>> found, QueueName name, PartitionStats stats)
    {
        if (!found.TryGetValue(name, out List<PartitionStats>? all))
            found[name] = all = [];
        all.Add(stats);
    }

    private bool IsDue(PartitionStats stats, QueueRecord? record) =>
        stats.OldestAt is not { } oldest || record is null
        || oldest + record.Settings.Retention <= Timestamp.From(time.GetUtcNow());

    private static bool IsGone(Exception exception) =>
        exception is PartitionClosedException or BrokerException { Code: BrokerErrorCode.QueueNotFound };

    private static bool IsEmpty(PartitionStats stats) => stats is { Visible: 0, InFlight: 0, Delayed: 0 };

    [LoggerMessage(LogLevel.Warning, "The look at partition {Partition} is postponed: {Reason}")]
    private static partial void LogPostponed(ILogger logger, PartitionId partition, string reason);
}
