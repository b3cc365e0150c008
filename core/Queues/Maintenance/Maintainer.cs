using Microsoft.Extensions.Logging;
using QueueService.Partitions.Commands;
using QueueService.Queues.Catalog;
using QueueService.Queues.Metering;
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
    Housekeeping housekeeping,
    Redrives redrives,
    TimeProvider time,
    ILogger logger)
{
    private readonly Survey _survey = new(wiring, catalog, store, time, logger);
    private readonly Dictionary<QueueName, long> _deadLettered = [];

    public async Task<IReadOnlyList<QueueSample>> RunAsync(CancellationToken cancellationToken)
    {
        await housekeeping.ResumeMovesAsync(cancellationToken);
        await redrives.ResumeStalledAsync(cancellationToken);
        Dictionary<QueueName, List<PartitionStats>> found = await _survey.RunAsync(cancellationToken);
        Dictionary<QueueName, long> deadLettered = CountDeadLetters();
        Timestamp now = Timestamp.From(time.GetUtcNow());
        return
        [
            .. found.Keys.Union(deadLettered.Keys).OrderBy(queue => queue.Value, StringComparer.Ordinal).Select(queue =>
                new QueueSample(
                    queue,
                    QueueStatsOf.Partitions(found.GetValueOrDefault(queue) ?? [], now),
                    deadLettered.GetValueOrDefault(queue))),
        ];
    }

    private Dictionary<QueueName, long> CountDeadLetters()
    {
        Dictionary<QueueName, long> since = [];
        foreach ((QueueName queue, QueueCounters counters) in
            wiring.Meter.Read(wiring.Partitions.Open.Select(partition => partition.Id)))
        {
            long count = counters.DeadLettered;
            lock (_deadLettered)
            {
                // A queue that was created again under its name counts from 0.
                long before = _deadLettered.GetValueOrDefault(queue);
                _deadLettered[queue] = count;
                if (count > before)
                    since[queue] = count - before;
            }
        }

        return since;
    }
}
