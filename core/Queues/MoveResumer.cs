using Microsoft.Extensions.Logging;
using QueueService.Partitions;
using QueueService.Partitions.Loop;
using QueueService.Storage;

namespace QueueService.Queues;

/// <summary>
/// Goes on with moves that nobody carries on, beside all else: however long they take, they hold up nothing. One that
/// fails is taken up at the next turn.
/// </summary>
internal sealed partial class MoveResumer(PartitionRegistry partitions, PartitionMarkers leaving, ILogger logger)
    : IAsyncDisposable
{
    /// <summary>A crash under load may have left many, each of which opens two partitions at least.</summary>
    private const int AtOnce = 8;

    private readonly SemaphoreSlim _turns = new(AtOnce);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<PartitionId, Task> _running = [];

    /// <summary>Begins to go on with all moves of which there is a marker.</summary>
    public async Task ResumeAllAsync(CancellationToken cancellationToken)
    {
        await foreach (PartitionMarker marker in leaving.ListAsync(cancellationToken))
            Resume(marker.Partition);
    }

    /// <summary>Begins to go on with the moves out of a partition.</summary>
    public void Resume(PartitionId partition)
    {
        lock (_gate)
        {
            if (!_stopping.IsCancellationRequested && !_running.ContainsKey(partition))
                _running.Add(partition, RunAsync(partition));
        }
    }

    /// <summary>True while it is at work with this partition.</summary>
    public bool IsAtWork(PartitionId partition)
    {
        lock (_gate)
            return _running.ContainsKey(partition);
    }

    public async ValueTask DisposeAsync()
    {
        _stopping.CancelInPlace();
        Task[] running;
        lock (_gate)
            running = [.. _running.Values];
        foreach (Task move in running)
            await move.ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _stopping.Dispose();
        _turns.Dispose();
    }

    /// <summary>Ends no earlier than it is among those that run, since it begins elsewhere.</summary>
    private async Task RunAsync(PartitionId partition)
    {
        await Task.Yield();
        try
        {
            await TakeTurnAsync(partition);
        }
        catch (Exception exception) when (Postponement.IsFor(exception))
        {
            LogPostponed(logger, partition, exception.Message);
        }
        catch (Exception fault)
        {
            LogFailed(logger, partition, fault);
            throw;
        }
        finally
        {
            lock (_gate)
                _running.Remove(partition);
        }
    }

    /// <summary>Once the process ends, those whose turn comes leave their marker for the next one.</summary>
    private async Task TakeTurnAsync(PartitionId partition)
    {
        await _turns.WaitAsync();
        try
        {
            if (!_stopping.IsCancellationRequested)
                await FinishAsync(partition);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task FinishAsync(PartitionId partition)
    {
        try
        {
            if (await partitions.MoveLeavingAsync(partition))
                await leaving.ClearAsync(partition);
        }
        catch (PartitionClosedException)
        {
            // Its queue was deleted; whoever uses it next will be told so.
            await leaving.RemoveAsync(partition);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Moves out of partition {Partition} that were interrupted wait: {Reason}")]
    private static partial void LogPostponed(ILogger logger, PartitionId partition, string reason);

    [LoggerMessage(LogLevel.Error, "Moves out of partition {Partition} that were interrupted were ended by a fault")]
    private static partial void LogFailed(ILogger logger, PartitionId partition, Exception fault);
}
