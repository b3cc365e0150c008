using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Machine;
using QueueService.Partitions.Messages;

namespace QueueService.Queues.Peek;

/// <summary>
/// Messages in flight and delayed ones by the time at which they can be received. No commit loop keeps them in that
/// order for those who look: a walk asks for all of them, a page at a time, and keeps the first ones.
/// </summary>
/// <param name="most">How many it walks at most.</param>
/// <param name="isContinued">True if another walk has seen the end of the log for it.</param>
internal sealed class DueWalk(
    IReadOnlyList<QueuePartition> partitions, PeekState state, DueKey after, int most, bool isContinued) : IMessageWalk
{
    private List<WalkedMessage>? _found;
    private int _next;

    public async Task<IReadOnlyList<WalkedMessage>> NextAsync(int limit)
    {
        _found ??= await FindAsync();
        List<WalkedMessage> page = _found.GetRange(_next, Math.Min(limit, _found.Count - _next));
        _next += page.Count;
        return page;
    }

    private async Task<List<WalkedMessage>> FindAsync()
    {
        // The latest of those that are kept comes out first.
        PriorityQueue<WalkedMessage, DueKey> kept = new(
            Comparer<DueKey>.Create((left, right) => right.CompareTo(left)));
        for (int index = 0; index < partitions.Count; index++)
        {
            if (state != PeekState.Delayed)
                await AddAsync(kept, index, PeekState.InFlight);
            if (state != PeekState.InFlight)
                await AddAsync(kept, index, PeekState.Delayed);
        }

        List<WalkedMessage> found = new(kept.Count);
        while (kept.TryDequeue(out WalkedMessage message, out _))
            found.Add(message);
        found.Reverse();

        // One that was given back with a delay while the walk went on was met in both states.
        return [.. found.DistinctBy(message => (message.Partition, message.Delivery.Sequence))];
    }

    private async Task AddAsync(PriorityQueue<WalkedMessage, DueKey> kept, int index, PeekState hold)
    {
        SequenceNumber last = default;
        IReadOnlyList<Delivery> page;
        do
        {
            page = await partitions[index].SendAsync(
                new PeekCommand(hold, last, Limits.MaxPageSize, isContinued: isContinued || last != default));
            foreach (Delivery delivery in page)
            {
                WalkedMessage message = new(index, delivery);
                if (message.Due.CompareTo(after) <= 0)
                    continue;
                if (kept.Count < most)
                    kept.Enqueue(message, message.Due);
                else
                    kept.EnqueueDequeue(message, message.Due);
            }

            if (page.Count > 0)
                last = page[^1].Sequence;
        }
        while (page.Count == Limits.MaxPageSize);
    }
}
