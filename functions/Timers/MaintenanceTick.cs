using QueueService.Queues;
using QueueService.Queues.Maintenance;
using QueueService.Storage;

namespace QueueService.Functions.Timers;

/// <summary>What the maintenance timer does, whoever lets it tick.</summary>
internal sealed partial class MaintenanceTick(
    Broker broker, ExchangeWatch exchanges, StorageMeter storage, QueueBoard board, ILogger logger)
{
    /// <summary>
    /// How many turns may be left out where other processes work: what one that died leaves behind shows in the store
    /// alone.
    /// </summary>
    private const int LongestRest = 9;

    private long? _atRest;
    private int _rested;

    /// <summary>Maintains all queues, and shows and logs what each one holds, and what exchanges do.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<QueueSample> samples = await broker.MaintainAsync(cancellationToken);
        board.Show(samples);
        await broker.NoteHistoryAsync(samples, cancellationToken);
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

        await exchanges.LookAsync(cancellationToken);
    }

    /// <summary>
    /// As <see cref="RunAsync"/>, but an idle service asks nothing of its store: after a tick that found no messages
    /// there is none until this process has used the store again. Where other processes use it too, of which this one
    /// does not hear, every tenth call is a tick nevertheless. False if this call was none.
    /// </summary>
    public async Task<bool> RunUnlessIdleAsync(CancellationToken cancellationToken)
    {
        if (storage.Transactions == _atRest && (!broker.HasPeers || _rested < LongestRest))
        {
            _rested++;
            return false;
        }

        await RunAsync(cancellationToken);
        _rested = 0;
        _atRest = board.Samples.Count == 0 ? storage.Transactions : null;
        return true;
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
