using Microsoft.Extensions.Logging;
using QueueService.Features;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Loop;

namespace QueueService.Queues;

/// <summary>
/// What is done at rest for the partitions that are open in this process: settle those that fell idle, close those that
/// have been idle for long, take out what has expired, go on with moves that were interrupted, tell other instances of
/// this one. Costs nothing while none is open.
/// </summary>
internal sealed partial class Housekeeping(
    PartitionRegistry partitions,
    PartitionWiring wiring,
    FeatureWatch features,
    MemoryLimits memory,
    TimeProvider time,
    ILogger logger)
    : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CloseAfter = TimeSpan.FromMinutes(10);
    private readonly MoveResumer _moves = new(partitions, wiring.Leaving, logger);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private bool _isAtRest = true;

    public void Start() => _running = RunAsync();

    /// <summary>Begins to go on with moves that another process did not finish; does not wait for them.</summary>
    public Task ResumeMovesAsync(CancellationToken cancellationToken) => _moves.ResumeAllAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _stopping.CancelInPlace();
        await _running.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _moves.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        using PeriodicTimer timer = new(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                // What is stored is none of the business of a process that is too old for it.
                if (features.Gate.IsReadable)
                {
                    foreach (PartitionLoop partition in partitions.Open.OrderBy(open => open.Id))
                        await GuardAsync(() => TickAsync(partition));
                }

                if (partitions.Open.Any(partition => partition.IdleTime < FeatureWatch.RefreshEvery))
                    await GuardAsync(() => features.RefreshAsync(_stopping.Token));
                Rest();
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogEnded(logger, fault);
            throw;
        }
    }

    /// <summary>Once nothing is being done any more, gives back the memory that the last load needed.</summary>
    private void Rest()
    {
        bool isAtRest = partitions.Open.All(partition => partition.IdleTime > Period);
        if (isAtRest && !_isAtRest && memory.ReleaseAtRest)
        {
            wiring.Cache.Clear();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        _isAtRest = isAtRest;
    }

    private async Task TickAsync(PartitionLoop partition)
    {
        if (partition.IsLeaving || (partition.IdleTime > Period && wiring.Leaving.IsOld(partition.Id)))
            _moves.Resume(partition.Id);
        if (partition.NextExpiry <= Timestamp.From(time.GetUtcNow()))
            await partition.SendQuietlyAsync(new ExpireCommand());
        if (partition.IdleTime > CloseAfter && !_moves.IsAtWork(partition.Id))
            await partitions.RemoveAsync(partition.Id);
        else if (partition.IdleTime > Period)
            await partition.SettleAsync();
    }

    private async Task GuardAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (PartitionClosedException)
        {
            // Its queue was deleted; whoever uses it next will be told so.
        }
        catch (Exception exception) when (Postponement.IsFor(exception))
        {
            LogPostponed(logger, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Housekeeping is postponed: {Reason}")]
    private static partial void LogPostponed(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "Housekeeping has ended by a fault; restart the service")]
    private static partial void LogEnded(ILogger logger, Exception fault);
}
