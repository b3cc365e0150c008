using Microsoft.Extensions.Logging;
using QueueService.Partitions;
using QueueService.Replication;
using QueueService.Replication.Leases;
using QueueService.Storage;

namespace QueueService.Queues;

/// <summary>
/// What is done at rest for the partitions of one kind that are open in this process: settle those that fell idle,
/// close those that have been idle for long, take out what has expired, go on with moves that were interrupted.
/// </summary>
internal sealed class PartitionCare<TPartition> : IPartitionCare
    where TPartition : Partition
{
    /// <summary>A partition in doubt takes half a minute; the others have the rest of these meanwhile.</summary>
    private const int AtOnce = 8;

    private readonly OpenPartitions<TPartition> _partitions;
    private readonly MoveResumer _moves;
    private readonly PartitionMarkers _leaving;
    private readonly MemoryLimits _memory;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly BackgroundWork<PartitionId> _ticks;

    /// <param name="move">Moves all that is on its way from a partition; true if nothing is any more then.</param>
    /// <param name="leaving">Partitions that items may be on their way from.</param>
    public PartitionCare(
        OpenPartitions<TPartition> partitions,
        Func<PartitionId, Task<bool>> move,
        PartitionMarkers leaving,
        MemoryLimits memory,
        TimeProvider time,
        ILogger logger)
    {
        _partitions = partitions;
        _moves = new MoveResumer(move, leaving, logger);
        _leaving = leaving;
        _memory = memory;
        _time = time;
        _logger = logger;
        _ticks = new BackgroundWork<PartitionId>(GuardAsync, AtOnce);
    }

    public Task ResumeMovesAsync(CancellationToken cancellationToken) => _moves.ResumeAllAsync(cancellationToken);

    public void Look()
    {
        foreach (TPartition partition in _partitions.Open.OrderBy(open => open.Id))
            Look(partition);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Task ending in _ticks.Stop())
            await ending.ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _ticks.Dispose();
        await _moves.DisposeAsync();
    }

    private void Look(TPartition partition)
    {
        if (partition.IsLeaving || (partition.Loop.IdleTime > PartitionCare.Period && _leaving.IsOld(partition.Id)))
            _moves.Resume(partition.Id);
        if (IsToExpire(partition) || IsToSettle(partition) || IsToClose(partition))
            _ticks.Begin(partition.Id);
    }

    private async Task TickAsync(PartitionId id)
    {
        if (!_partitions.TryLease(id, out PartitionLease<TPartition> lease))
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

    private bool IsToExpire(TPartition partition) => partition.NextExpiry <= Timestamp.From(_time.GetUtcNow());

    private bool IsToSettle(TPartition partition) =>
        !partition.Loop.IsSettled && (partition.Loop.IdleTime > PartitionCare.Period || IsToClose(partition));

    private bool IsToClose(TPartition partition) =>
        partition.Loop.IdleTime > _memory.CloseAfter && !_moves.IsAtWork(partition.Id);

    private async Task GuardAsync(PartitionId id)
    {
        try
        {
            await TickAsync(id);
        }
        catch (PartitionClosedException)
        {
            // What it belongs to was deleted; whoever uses it next will be told so.
            _partitions.Discard(id);
        }
        catch (Exception exception) when (Postponement.IsFor(exception))
        {
            PartitionCare.LogPostponed(_logger, id, exception.Message);
        }
        catch (Exception fault)
        {
            PartitionCare.LogFailed(_logger, id, fault);
            throw;
        }
    }
}

/// <summary>What is the same for every kind of partition.</summary>
internal static partial class PartitionCare
{
    /// <summary>How often all are looked at.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    [LoggerMessage(LogLevel.Warning, "Housekeeping of partition {Partition} is postponed: {Reason}")]
    public static partial void LogPostponed(ILogger logger, PartitionId partition, string reason);

    [LoggerMessage(LogLevel.Error, "Housekeeping of partition {Partition} was ended by a fault")]
    public static partial void LogFailed(ILogger logger, PartitionId partition, Exception fault);
}
