using QueueService.Partitions.Commands;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Loop;
using QueueService.Storage;

namespace QueueService.Partitions.Moves;

/// <summary>
/// Carries messages from one partition to another: reads what is on its way, has the destination take it, and tells the
/// source. Every step may be repeated, by this or another process: the destination takes each transfer number once.
/// </summary>
internal sealed class TransferMover(PartitionRegistry partitions) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PartitionId, (Task Current, Task? Next)> _moving = [];

    /// <summary>
    /// Moves all that is on its way from this partition when the call is made. A move that is under way may have looked
    /// before that, so the call then waits for the one after it, which all callers share.
    /// </summary>
    public Task MoveAsync(PartitionId source)
    {
        lock (_gate)
        {
            if (!_moving.TryGetValue(source, out (Task Current, Task? Next) moving))
            {
                Task move = MoveAfterAsync(source, Task.CompletedTask);
                _moving[source] = (move, null);
                return move;
            }

            Task next = moving.Next ?? MoveAfterAsync(source, moving.Current);
            _moving[source] = (moving.Current, next);
            return next;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] moves;
        lock (_gate)
            moves = [.. _moving.Values.Select(moving => moving.Next ?? moving.Current)];
        foreach (Task move in moves)
            await move.ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private async Task MoveAfterAsync(PartitionId source, Task before)
    {
        await before.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing
            | ConfigureAwaitOptions.ForceYielding
            | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            await MoveAllAsync(source);
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

    private async Task MoveAllAsync(PartitionId source)
    {
        while (true)
        {
            PartitionLoop loop = partitions.Get(source);
            IReadOnlyList<OutboxBatch> batches = await loop.SendQuietlyAsync(new ReadOutboxCommand());
            if (batches.Count == 0)
                return;
            foreach (OutboxBatch batch in batches)
                await MoveAsync(loop, batch);
        }
    }

    private async Task MoveAsync(PartitionLoop source, OutboxBatch batch)
    {
        List<Arrival> arrivals = new(batch.Items.Count);
        foreach (OutboxItem item in batch.Items)
        {
            FrameContents? contents = await source.Frames.ReadAsync(item.Frame, CancellationToken.None);

            // Another process finished this transfer meanwhile and the frame was trimmed; asking again will show it.
            if (contents is null)
                return;
            arrivals.Add(new Arrival(contents[item.Index], item.Traits));
        }

        TransferNumber? last = batch.First.Plus(arrivals.Count - 1);
        try
        {
            await partitions.Get(batch.Destination).SendAsync(new ArriveCommand(source.Id, batch.First, arrivals));
        }
        catch (PartitionClosedException)
        {
            await partitions.RemoveAsync(batch.Destination);
            last = null;
        }

        await source.SendAsync(new EndTransferCommand(batch.Destination, last));
    }
}
