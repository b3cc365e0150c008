using Microsoft.Extensions.Logging;
using QueueService.Features;
using QueueService.Partitions.Commands;
using QueueService.Queues.Catalog;
using QueueService.Queues.Redrive;
using QueueService.Storage;

namespace QueueService.Queues.Maintenance;

/// <summary>
/// What is done once a minute for queues that perhaps no process has open: goes on with moves and redrives that were
/// interrupted, takes out what has expired, and samples how much there is.
/// </summary>
internal sealed class Maintainer(
    PartitionWiring wiring,
    QueueCatalog catalog,
    IStore store,
    FeatureWatch features,
    Housekeeping housekeeping,
    Redrives redrives,
    TimeProvider time,
    ILogger logger)
{
    private readonly Survey _survey = new(wiring, catalog, store, time, logger);

    public async Task<IReadOnlyList<QueueSample>> RunAsync(CancellationToken cancellationToken)
    {
        await features.RefreshAsync(cancellationToken);
        features.Gate.Check();
        await housekeeping.ResumeMovesAsync(cancellationToken);
        await redrives.ResumeStalledAsync(cancellationToken);
        Dictionary<QueueName, List<PartitionStats>> found = await _survey.RunAsync(cancellationToken);
        Timestamp now = Timestamp.From(time.GetUtcNow());
        return
        [
            .. found.OrderBy(queue => queue.Key.Value, StringComparer.Ordinal).Select(queue => new QueueSample(
                queue.Key,
                QueueStatsOf.Partitions(queue.Value, now),
                queue.Value.Sum(partition => partition.DeadLetters))),
        ];
    }
}
