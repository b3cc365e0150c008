using QueueService.Queues;
using QueueService.Queues.Maintenance;
using QueueService.Storage;

namespace QueueService.Functions.Timers;

/// <summary>What the maintenance timer does, whoever lets it tick.</summary>
internal sealed partial class MaintenanceTick(
    Broker broker, StorageMeter storage, QueueBoard board, ILogger logger)
{
    private long? _atRest;

    /// <summary>
    /// The same, but an idle service asks nothing of its store: after a tick that found no messages there is none until
    /// the store was used again. False if there was none.
    /// </summary>
    public async Task<bool> RunUnlessIdleAsync(CancellationToken cancellationToken)
    {
        if (storage.Transactions == _atRest)
            return false;
        await RunAsync(cancellationToken);
        _atRest = board.Samples.Count == 0 ? storage.Transactions : null;
        return true;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<QueueSample> samples = await broker.MaintainAsync(cancellationToken);
        board.Show(samples);
        foreach (QueueSample sample in samples)
        {
            LogDepth(
                logger,
                sample.Queue,
                sample.Stats.Visible,
                sample.Stats.InFlight,
                sample.Stats.Delayed,
                (long)(sample.Stats.OldestAge ?? TimeSpan.Zero).TotalSeconds,
                sample.DeadLettered);
        }
    }

    /// <summary>Alerts and the workbook in <c>infra</c> read this line.</summary>
    [LoggerMessage(
        LogLevel.Information,
        "QueueDepth {Queue} {Visible} {InFlight} {Delayed} {OldestAgeSeconds} {DeadLettered}")]
    private static partial void LogDepth(
        ILogger logger,
        QueueName queue,
        long visible,
        long inFlight,
        long delayed,
        long oldestAgeSeconds,
        long deadLettered);
}
