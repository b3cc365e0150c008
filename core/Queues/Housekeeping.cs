using Microsoft.Extensions.Logging;
using QueueService.Features;
using QueueService.Partitions;
using QueueService.Partitions.Machine;
using QueueService.Queues.Redrive;
using QueueService.Storage;

namespace QueueService.Queues;

/// <summary>
/// What is done at rest in this process: care for the partitions that are open, tell other instances of this one and
/// hear of the redrives that they have started. Costs nothing while none is open.
/// </summary>
internal sealed partial class Housekeeping : IAsyncDisposable
{
    /// <summary>What there is one of: the exchange with the other instances.</summary>
    private const string Instances = "instances";

    private readonly PartitionRegistry _partitions;
    private readonly PartitionWiring _wiring;
    private readonly FeatureWatch _features;
    private readonly Redrives _redrives;
    private readonly MemoryLimits _memory;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly List<IPartitionCare> _cares;
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
        _cares =
        [
            new PartitionCare<QueuePartition>(
                partitions, partitions.MoveLeavingAsync, wiring.Leaving, memory, time, logger),
        ];
        _talks = new BackgroundWork<string>(_ => TalkAsync());
        _release = new MemoryRelease(() => GC.GetTotalAllocatedBytes(), Release);
    }

    public void Start() => _running = RunAsync();

    /// <summary>Cares for partitions of another kind from now on, which ends with this.</summary>
    public void Add(IPartitionCare care)
    {
        lock (_cares)
            _cares.Add(care);
    }

    /// <summary>Begins to go on with moves that another process did not finish; does not wait for them.</summary>
    public async Task ResumeMovesAsync(CancellationToken cancellationToken)
    {
        foreach (IPartitionCare care in Cares())
            await care.ResumeMovesAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _stopping.CancelInPlace();
        foreach (IPartitionCare care in Cares())
            await care.DisposeAsync();
        foreach (Task ending in _talks.Stop().Append(_running))
            await ending.ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _talks.Dispose();
        _stopping.Dispose();
    }

    private IPartitionCare[] Cares()
    {
        lock (_cares)
            return [.. _cares];
    }

    private async Task RunAsync()
    {
        using PeriodicTimer timer = new(PartitionCare.Period, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                // What is stored is none of the business of a process that is too old for it.
                if (_features.Gate.IsReadable)
                {
                    foreach (IPartitionCare care in Cares())
                        care.Look();
                }
                if (_partitions.Open.Any(partition => partition.Loop.IdleTime < FeatureWatch.RefreshEvery))
                    _talks.Begin(Instances);
                if (_memory.ReleaseAtRest)
                    _release.Look(_partitions.Open.All(partition => partition.Loop.IdleTime > PartitionCare.Period));
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

    [LoggerMessage(LogLevel.Warning, "This instance and others hear of each other later: {Reason}")]
    private static partial void LogNotRefreshed(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "Housekeeping has ended by a fault; restart the service")]
    private static partial void LogEnded(ILogger logger, Exception fault);
}
