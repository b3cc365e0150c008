using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<PartitionId, Lazy<Task>> _moving = new();

    /// <summary>Moves until nothing is on its way from this partition; joins a move that is under way.</summary>
    public async Task MoveAsync(PartitionId source)
    {
        Lazy<Task> move = _moving.GetOrAdd(source, id => new Lazy<Task>(() => MoveAllAsync(id)));
        try
        {
            await move.Value;
        }
        finally
        {
            _moving.TryRemove(KeyValuePair.Create(source, move));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Lazy<Task> move in _moving.Values)
            await move.Value.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task MoveAllAsync(PartitionId source)
    {
        while (true)
        {
            PartitionLoop loop = partitions.Get(source);
            IReadOnlyList<OutboxBatch> batches = await loop.SendAsync(new ReadOutboxCommand());
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
