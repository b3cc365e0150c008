using Microsoft.Extensions.Logging;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Loop;
using QueueService.Queues.Catalog;
using QueueService.Storage;

namespace QueueService.Queues.Maintenance;

/// <summary>
/// Looks at the partitions that may have messages, and at no other: one storage call for a thousand of them, and one
/// for each. One whose messages have expired is opened and relieved of them; one that turns out to be empty is not
/// looked at again, a while later, until a message comes.
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
            try
            {
                PartitionStats stats = await LookAsync(marker, cancellationToken);
                if ((marker.Queue ?? catalog.FindName(marker.Partition.Incarnation)) is { } name)
                    Add(found, name, stats);
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

    private async Task<PartitionStats> LookAsync(PartitionMarker marker, CancellationToken cancellationToken)
    {
        PartitionLoop? open = wiring.Partitions.FindOpen(marker.Partition);
        HeadNote? note = open is null ? await GlanceAsync(marker.Partition, cancellationToken) : null;
        PartitionStats stats = note?.Stats ?? await open!.SendQuietlyAsync(new StatsCommand());
        QueueRecord? record = marker.Queue is { } name ? await catalog.GetAsync(name, cancellationToken) : null;
        bool isCertain = note is null or { IsFinal: true };
        bool isDone = stats.IsEmpty && marker.IsOld;
        if (isCertain && !isDone && (stats.IsEmpty || !IsDue(stats, record)))
            return stats;

        // Counting takes out what has expired.
        open ??= wiring.Partitions.Get(marker.Partition);
        stats = await open.SendQuietlyAsync(new StatsCommand());
        if (stats.IsEmpty)
            await wiring.Occupied.ClearAsync(marker.Partition);
        return stats;
    }

    private async Task<HeadNote> GlanceAsync(PartitionId partition, CancellationToken cancellationToken) =>
        await HeadGlance.ReadAsync(store, partition, cancellationToken)
        ?? throw new PartitionClosedException(partition);

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

    [LoggerMessage(LogLevel.Warning, "The look at partition {Partition} is postponed: {Reason}")]
    private static partial void LogPostponed(ILogger logger, PartitionId partition, string reason);
}
