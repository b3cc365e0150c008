using Microsoft.Extensions.Logging;
using QueueService.Features;
using QueueService.Partitions;
using QueueService.Partitions.Machine;
using QueueService.Queues.Redrive;
using QueueService.Replication;
using QueueService.Replication.Leases;
using QueueService.Storage;

namespace QueueService.Queues;

/// <summary>
/// What is done at rest for the partitions that are open in this process: settle those that fell idle, close those that
/// have been idle for long, take out what has expired, go on with moves that were interrupted, tell other instances of
/// this one and hear of the redrives that they have started. Costs nothing while none is open.
/// </summary>
internal sealed partial class Housekeeping : IAsyncDisposable
{
    /// <summary>A partition in doubt takes half a minute; the others have the rest of these meanwhile.</summary>
    private const int AtOnce = 8;

    /// <summary>What there is one of: the exchange with the other instances.</summary>
    private const string Instances = "instances";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly PartitionRegistry _partitions;
    private readonly PartitionWiring _wiring;
    private readonly FeatureWatch _features;
    private readonly Redrives _redrives;
    private readonly MemoryLimits _memory;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly MoveResumer _moves;
    private readonly BackgroundWork<PartitionId> _ticks;
    private readonly BackgroundWork<string> _talks;
    private readonly MemoryRelease _release;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public Housekeeping(
        PartitionRegistry partitions,
        PartitionWiring wiring,
        FeatureWatch features,
        Redrives redrives,
        MemoryLimits memory,
        TimeProvider time,
        ILogger logger)
    {
        _partitions = partitions;
        _wiring = wiring;
        _features = features;
        _redrives = redrives;
        _memory = memory;
        _time = time;
        _logger = logger;
        _moves = new MoveResumer(partitions, wiring.Leaving, logger);
        _ticks = new BackgroundWork<PartitionId>(GuardAsync, AtOnce);
        _talks = new BackgroundWork<string>(_ => TalkAsync());
        _release = new MemoryRelease(() => GC.GetTotalAllocatedBytes(), Release);
    }

    public void Start() => _running = RunAsync();

    /// <summary>Begins to go on with moves that another process did not finish; does not wait for them.</summary>
    public Task ResumeMovesAsync(CancellationToken cancellationToken) => _moves.ResumeAllAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _stopping.CancelInPlace();
        foreach (Task ending in _ticks.Stop().Concat(_talks.Stop()).Append(_running))
            await ending.ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _ticks.Dispose();
        _talks.Dispose();
        await _moves.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        using PeriodicTimer timer = new(Period, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                // What is stored is none of the business of a process that is too old for it.
                if (_features.Gate.IsReadable)
                {
                    foreach (QueuePartition partition in _partitions.Open.OrderBy(open => open.Id))
                        Look(partition);
                }

                if (_partitions.Open.Any(partition => partition.Loop.IdleTime < FeatureWatch.RefreshEvery))
                    _talks.Begin(Instances);
                if (_memory.ReleaseAtRest)
                    _release.Look(_partitions.Open.All(partition => partition.Loop.IdleTime > Period));
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogEnded(_logger, fault);
            throw;
        }
    }

    /// <summary>Beside the ticks, which must not wait for a store that does not answer.</summary>
    private async Task TalkAsync()
    {
        try
        {
            await _features.RefreshAsync(_talks.Stopping);
            if (_features.Gate.IsReadable)
                await _redrives.LookAsync(_talks.Stopping);
        }
        catch (Exception exception) when (Postponement.IsFor(exception))
        {
            LogNotRefreshed(_logger, exception.Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogEnded(_logger, fault);
            throw;
        }
    }

    private void Release()
    {
        _wiring.Cache.Clear();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private void Look(QueuePartition partition)
    {
        if (partition.IsLeaving || (partition.Loop.IdleTime > Period && _wiring.Leaving.IsOld(partition.Id)))
            _moves.Resume(partition.Id);
        if (IsToExpire(partition) || IsToSettle(partition) || IsToClose(partition))
            _ticks.Begin(partition.Id);
    }

    private async Task TickAsync(PartitionId id)
    {
        if (!_partitions.TryLease(id, out PartitionLease<QueuePartition> lease))
            return;
        bool isToClose;
        using (lease)
        {
            if (IsToExpire(lease.Partition))
                await lease.Partition.Loop.SendQuietlyAsync(new ExpireCommand());
            if (IsToSettle(lease.Partition))
                await lease.Partition.Loop.SettleAsync();

            // A snapshot that is being written would be given up, and nobody would write another.
            isToClose = IsToClose(lease.Partition) && lease.Partition.Loop.IsSettled;
        }

        if (isToClose)
            _partitions.DiscardIfUnused(id);
    }

    private bool IsToExpire(QueuePartition partition) => partition.NextExpiry <= Timestamp.From(_time.GetUtcNow());

    private bool IsToSettle(QueuePartition partition) =>
        !partition.Loop.IsSettled && (partition.Loop.IdleTime > Period || IsToClose(partition));

    private bool IsToClose(QueuePartition partition) =>
        partition.Loop.IdleTime > _memory.CloseAfter && !_moves.IsAtWork(partition.Id);

    private async Task GuardAsync(PartitionId id)
    {
        try
        {
            await TickAsync(id);
        }
        catch (PartitionClosedException)
        {
            // Its queue was deleted; whoever uses it next will be told so.
            _partitions.Discard(id);
        }
        catch (Exception exception) when (Postponement.IsFor(exception))
        {
            LogPostponed(_logger, id, exception.Message);
        }
        catch (Exception fault)
        {
            LogFailed(_logger, id, fault);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Housekeeping of partition {Partition} is postponed: {Reason}")]
    private static partial void LogPostponed(ILogger logger, PartitionId partition, string reason);

    [LoggerMessage(LogLevel.Warning, "This instance and others hear of each other later: {Reason}")]
    private static partial void LogNotRefreshed(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "Housekeeping of partition {Partition} was ended by a fault")]
    private static partial void LogFailed(ILogger logger, PartitionId partition, Exception fault);

    [LoggerMessage(LogLevel.Error, "Housekeeping has ended by a fault; restart the service")]
    private static partial void LogEnded(ILogger logger, Exception fault);
}
