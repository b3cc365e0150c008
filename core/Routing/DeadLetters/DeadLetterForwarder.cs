using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Machine;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Replication;
using QueueService.Replication.Leases;
using QueueService.Storage;

namespace QueueService.Routing.DeadLetters;

/// <summary>
/// Sends dead letters on that queues hold, beside their commit loops: when some have died, and in every period of
/// housekeeping, since there may be a way by now for those that had none. Any process may do so at any time; what two
/// decide, one commit takes.
/// </summary>
internal sealed partial class DeadLetterForwarder : IPartitionCare
{
    private const int AtOnce = 8;

    /// <summary>So many are looked at together.</summary>
    private const int PageSize = 100;

    /// <summary>So many pages are looked at in one turn; the next turn goes on behind them.</summary>
    private const int PagesOfTurn = 10;

    private readonly PartitionRegistry _partitions;
    private readonly DeadLetterWays _ways;
    private readonly ILogger _logger;
    private readonly BackgroundWork<PartitionId> _work;

    /// <summary>Where the next turn of a partition begins, if that is not at its first message.</summary>
    private readonly ConcurrentDictionary<PartitionId, SequenceNumber> _after = [];

    public DeadLetterForwarder(PartitionRegistry partitions, DeadLetterWays ways, ILogger logger)
    {
        _partitions = partitions;
        _ways = ways;
        _logger = logger;
        _work = new BackgroundWork<PartitionId>(RunAsync, AtOnce);
    }

    /// <summary>Begins to send on what this partition holds.</summary>
    public void Begin(PartitionId partition) => _work.Begin(partition);

    public void Look()
    {
        foreach (QueuePartition partition in _partitions.Open.OrderBy(open => open.Id))
        {
            if (partition.IsHolding)
                Begin(partition.Id);
        }
    }

    /// <summary>What nobody has open is found by the maintenance tick.</summary>
    public Task ResumeMovesAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Begins nothing any more, and waits for what is under way.</summary>
    public async Task StopAsync()
    {
        foreach (Task ending in _work.Stop())
            await ending.ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _work.Dispose();
    }

    private async Task RunAsync(PartitionId id)
    {
        try
        {
            using PartitionLease<QueuePartition> lease = await _partitions.LeaseAsync(id);
            await ForwardAsync(lease.Partition);
        }
        catch (PartitionClosedException)
        {
            // The queue was deleted, with all that it held.
            _after.TryRemove(id, out _);
        }
        catch (Exception exception) when (Postponement.IsFor(exception))
        {
            LogPostponed(_logger, id, exception.Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(_logger, id, fault);
            throw;
        }
    }

    private async Task ForwardAsync(QueuePartition partition)
    {
        for (int pages = 0; pages < PagesOfTurn && !_work.Stopping.IsCancellationRequested; pages++)
        {
            SequenceNumber after = _after.GetValueOrDefault(partition.Id);
            HeldPage page = await partition.SendQuietlyAsync(new ReadHeldCommand(after, PageSize));
            if (page.Messages.Count == 0)
            {
                _after.TryRemove(partition.Id, out _);
                if (after == default)
                    return;
                continue;
            }

            // What died by a setting that was taken away stays until there is another one.
            if (page.Setting is not { } setting)
                return;
            SequenceNumber last = await ForwardAsync(partition, page, setting);
            bool isEnd = page.Messages.Count < PageSize && last == page.Messages[^1].Sequence;
            _after[partition.Id] = isEnd ? default : last;
            if (isEnd)
                return;
        }
    }

    /// <summary>Answers the last message that was looked at.</summary>
    private async Task<SequenceNumber> ForwardAsync(
        QueuePartition partition, HeldPage page, DeadLetterSetting setting)
    {
        IReadOnlyList<HeldWay> ways = await _ways.FindAsync(partition, page, setting, _work.Stopping);
        HeldWay[] due = [.. ways.Where(way => way.Destinations.Count > 0 || !setting.HoldsUnroutable)];
        if (due.Length > 0)
            await partition.SendAsync(new ForwardCommand(setting, due));
        return ways.Count > 0 ? ways[^1].Message : page.Messages[^1].Sequence;
    }

    [LoggerMessage(LogLevel.Warning, "Dead letters held in partition {Partition} are sent on later: {Reason}")]
    private static partial void LogPostponed(ILogger logger, PartitionId partition, string reason);

    [LoggerMessage(LogLevel.Error, "The work at dead letters held in partition {Partition} was ended by a fault")]
    private static partial void LogFailed(ILogger logger, PartitionId partition, Exception fault);
}
