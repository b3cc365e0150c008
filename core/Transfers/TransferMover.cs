using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Transfers;

/// <summary>
/// Carries items from one partition to another: reads what is on its way, has the destination take it, and tells the
/// source. Every step may be repeated, by this or another process: the destination takes each transfer number once.
/// </summary>
internal sealed class TransferMover(TransferRoutes routes) : IAsyncDisposable
{
    /// <summary>So many destinations are given their items at the same time.</summary>
    private const int AtOnce = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<PartitionId, (Task<bool> Current, Task<bool>? Next)> _moving = [];
    private volatile bool _isStopping;

    /// <summary>
    /// Moves all that is on its way from this partition when the call is made; true if nothing is any more then. A move
    /// that is under way may have looked before that, so the call then waits for the one after it, which all callers
    /// share.
    /// </summary>
    /// <exception cref="BrokerException"><c>StorageUnavailable</c>: the service is shutting down.</exception>
    public Task<bool> MoveAsync(PartitionId source)
    {
        lock (_gate)
        {
            if (_isStopping)
                throw BrokerException.ShuttingDown();
            if (!_moving.TryGetValue(source, out (Task<bool> Current, Task<bool>? Next) moving))
            {
                Task<bool> move = MoveAfterAsync(source, Task.CompletedTask);
                _moving[source] = (move, null);
                return move;
            }

            Task<bool> next = moving.Next ?? MoveAfterAsync(source, moving.Current);
            _moving[source] = (moving.Current, next);
            return next;
        }
    }

    /// <summary>The same; false if there is a move already that has yet to look, or if the process is ending.</summary>
    public bool TryMove(PartitionId source, [NotNullWhen(true)] out Task<bool>? move)
    {
        lock (_gate)
        {
            bool isPending = _moving.TryGetValue(source, out (Task<bool>, Task<bool>? Next) moving)
                && moving.Next is not null;
            move = isPending || _isStopping ? null : MoveAsync(source);
            return move is not null;
        }
    }

    /// <summary>
    /// Begins no move any more, and none of those under way goes on after what it carries now: the next process finds
    /// their markers.
    /// </summary>
    public void Stop()
    {
        lock (_gate)
            _isStopping = true;
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        Task<bool>[] moves;
        lock (_gate)
            moves = [.. _moving.Values.Select(moving => moving.Next ?? moving.Current)];
        foreach (Task move in moves)
            await move.ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private async Task<bool> MoveAfterAsync(PartitionId source, Task before)
    {
        await before.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing
            | ConfigureAwaitOptions.ForceYielding
            | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            return await MoveAllAsync(source);
        }
        finally
        {
            lock (_gate)
            {
                if (_moving[source].Next is { } next)
                    _moving[source] = (next, null);
                else
                    _moving.Remove(source);
            }
        }
    }

    /// <summary>
    /// Goes no further than what is there at the first look, since more may come for ever; true if none has come. A
    /// destination that fails holds up no other: what has failed is told at the end.
    /// </summary>
    private async Task<bool> MoveAllAsync(PartitionId id)
    {
        Dictionary<PartitionId, TransferNumber>? ends = null;
        ConcurrentDictionary<PartitionId, FrameNumber> seen = [];
        ExceptionDispatchInfo? failure = null;
        using TransferSource source = await routes.LeaseAsync(id);
        while (true)
        {
            IReadOnlyList<OutboxBatch> batches = await source.LookAsync();
            ends ??= batches.ToDictionary(batch => batch.Destination, batch => batch.End);
            OutboxBatch[] due = [.. batches.Where(
                batch => ends.TryGetValue(batch.Destination, out TransferNumber end) && batch.First < end)];
            if (due.Length == 0)
            {
                failure?.Throw();
                return batches.Count == 0;
            }

            foreach (OutboxBatch[] some in due.Chunk(AtOnce))
            {
                if (_isStopping)
                    throw BrokerException.ShuttingDown();
                ExceptionDispatchInfo?[] outcomes = await Task.WhenAll(
                    some.Select(batch => TryCarryAsync(source, batch, seen)));
                for (int n = 0; n < some.Length; n++)
                {
                    if (outcomes[n] is null)
                        continue;
                    failure ??= outcomes[n];
                    ends.Remove(some[n].Destination);
                }
            }
        }
    }

    /// <summary>What went wrong; null if nothing did.</summary>
    private async Task<ExceptionDispatchInfo?> TryCarryAsync(
        TransferSource source, OutboxBatch batch, ConcurrentDictionary<PartitionId, FrameNumber> seen)
    {
        try
        {
            await CarryAsync(source, batch, seen);
            return null;
        }
#pragma warning disable CA1031 // Thrown once the others are done.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return ExceptionDispatchInfo.Capture(exception);
        }
    }

    /// <param name="seen">
    /// Frames of destinations that were there before the source was looked at; one that does not take the items now is
    /// added, for the next look.
    /// </param>
    private async Task CarryAsync(
        TransferSource source, OutboxBatch batch, ConcurrentDictionary<PartitionId, FrameNumber> seen)
    {
        // Another process finished this transfer meanwhile and the frame was trimmed; asking again will show it.
        if (await source.LoadAsync(batch) is not { } load)
            return;
        TransferNumber? last = batch.First.Plus(load.Count - 1);
        try
        {
            if (await load.ArriveAsync(seen.GetValueOrDefault(batch.Destination)) is { } frame)
            {
                seen[batch.Destination] = frame;
                return;
            }
        }
        catch (PartitionClosedException)
        {
            routes.Discard(batch.Destination);
            last = null;
        }

        await source.EndAsync(batch.Destination, last);
    }
}
