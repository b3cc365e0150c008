using QueueService.Queues;
using QueueService.Queues.Maintenance;

namespace QueueService.Functions.Timers;

/// <summary>What the maintenance timer does, whoever lets it tick.</summary>
internal sealed partial class MaintenanceTick(Broker broker, QueueBoard board, ILogger logger)
{
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
