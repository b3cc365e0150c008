using Microsoft.Extensions.Logging;
using QueueService.Partitions;
using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Queues;

/// <summary>
/// Goes on with moves that nobody carries on, beside all else: however long they take, they hold up nothing. One that
/// fails is taken up at the next turn; those whose turn has not come when the process ends leave their marker for the
/// next one.
/// </summary>
internal sealed partial class MoveResumer : IAsyncDisposable
{
    /// <summary>A crash under load may have left many, each of which opens two partitions at least.</summary>
    private const int AtOnce = 8;

    private readonly Func<PartitionId, Task<bool>> _move;
    private readonly PartitionMarkers _leaving;
    private readonly ILogger _logger;
    private readonly BackgroundWork<PartitionId> _work;

    /// <param name="move">Moves all that is on its way from a partition; true if nothing is any more then.</param>
    public MoveResumer(Func<PartitionId, Task<bool>> move, PartitionMarkers leaving, ILogger logger)
    {
        _move = move;
        _leaving = leaving;
        _logger = logger;
        _work = new BackgroundWork<PartitionId>(RunAsync, AtOnce);
    }

    /// <summary>Begins to go on with all moves of which there is a marker.</summary>
    public async Task ResumeAllAsync(CancellationToken cancellationToken)
    {
        await foreach (PartitionMarker marker in _leaving.ListAsync(cancellationToken))
            Resume(marker.Partition);
    }

    /// <summary>Begins to go on with the moves out of a partition.</summary>
    public void Resume(PartitionId partition) => _work.Begin(partition);

    /// <summary>True while it is at work with this partition.</summary>
    public bool IsAtWork(PartitionId partition) => _work.IsAtWork(partition);

    public async ValueTask DisposeAsync()
    {
        foreach (Task move in _work.Stop())
            await move.ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _work.Dispose();
    }

    private async Task RunAsync(PartitionId partition)
    {
        try
        {
            await FinishAsync(partition);
        }
        catch (Exception exception) when (Postponement.IsFor(exception))
        {
            LogPostponed(_logger, partition, exception.Message);
        }
        catch (Exception fault)
        {
            LogFailed(_logger, partition, fault);
            throw;
        }
    }

    private async Task FinishAsync(PartitionId partition)
    {
        try
        {
            if (await _move(partition))
                await _leaving.ClearAsync(partition);
        }
        catch (PartitionClosedException)
        {
            // What it belongs to was deleted; whoever uses that next will be told so.
            await _leaving.RemoveAsync(partition);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Moves out of partition {Partition} that were interrupted wait: {Reason}")]
    private static partial void LogPostponed(ILogger logger, PartitionId partition, string reason);

    [LoggerMessage(LogLevel.Error, "Moves out of partition {Partition} that were interrupted were ended by a fault")]
    private static partial void LogFailed(ILogger logger, PartitionId partition, Exception fault);
}
