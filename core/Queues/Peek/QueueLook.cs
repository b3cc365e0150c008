using QueueService.Partitions;
using QueueService.Partitions.Machine;
using QueueService.Partitions.Messages;
using QueueService.Queues.Catalog;
using QueueService.Replication.Leases;
using QueueService.Storage;

namespace QueueService.Queues.Peek;

/// <summary>A look through a queue, whose partitions it borrows until it ends.</summary>
internal sealed class QueueLook : IDisposable
{
    private readonly List<PartitionLease<QueuePartition>> _leases = [];
    private readonly PeekOrder _order;

    private QueueLook(PeekOrder order, PeekCursor cursor)
    {
        _order = order;
        Cursor = cursor;
    }

    /// <summary>Where the look has come to; whoever uses a message notes it here.</summary>
    public PeekCursor Cursor { get; }

    public ContentWalk Messages { get; private set; } = null!;

    /// <param name="most">How many messages are looked at, at most.</param>
    /// <param name="isContinued">True if another look has seen the end of the log for it.</param>
    public static async Task<QueueLook> BeginAsync(
        PartitionRegistry partitions,
        QueueRecord record,
        PeekQuery query,
        int most,
        CancellationToken cancellationToken,
        bool isContinued = false)
    {
        QueueLook look = new(query.Order, PeekCursor.Parse(query.Cursor, query.Order));
        try
        {
            foreach (PartitionId partition in record.Partitions)
                look._leases.Add(await partitions.LeaseAsync(partition));
            QueuePartition[] loops = [.. look._leases.Select(lease => lease.Partition)];
            if (query is { From: { } from, Cursor: null })
                await look.StartAsync(loops, query.State, Timestamp.From(from), cancellationToken);
            IMessageWalk walk = query.Order == PeekOrder.Due
                ? new DueWalk(loops, query.State, look.Cursor.Due, most, isContinued)
                : new SequenceWalk(loops, query.State, query.Order == PeekOrder.Newest, look.Cursor, isContinued);
            look.Messages = new ContentWalk(loops, walk, query.Order == PeekOrder.Oldest);
            return look;
        }
        catch
        {
            look.Dispose();
            throw;
        }
    }

    public void Dispose() => _leases.ForEach(lease => lease.Dispose());

    private async Task StartAsync(
        QueuePartition[] loops, PeekState state, Timestamp from, CancellationToken cancellationToken)
    {
        if (_order == PeekOrder.Due)
        {
            Cursor.BeginAt(from);
            return;
        }

        // The first message that is not looked at any more, from the newest on.
        bool isNewest = _order == PeekOrder.Newest;
        Timestamp time = isNewest ? new Timestamp(from.UnixMilliseconds + 1) : from;
        SequenceNumber?[] starts = await Task.WhenAll(
            loops.Select(loop => FindAsync(new PeekStart(loop, state), time, cancellationToken)));
        for (int index = 0; index < starts.Length; index++)
            Cursor.BeginAt(index, starts[index]);
    }

    /// <summary>Keeps what goes on behind a reply on the caller's scheduler.</summary>
    private static async Task<SequenceNumber?> FindAsync(
        PeekStart start, Timestamp time, CancellationToken cancellationToken) =>
        await start.FindAsync(time, cancellationToken);
}
