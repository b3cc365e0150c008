using QueueService.Storage;

namespace QueueService.Transfers;

/// <summary>
/// The items on their way to one other partition, in order of their transfer numbers; part of the fold.
/// </summary>
internal sealed class Outbox<TItem>(PartitionId destination, TransferNumber next)
{
    public PartitionId Destination { get; } = destination;

    /// <summary>
    /// The number of the next item that begins its way. Never goes back, even when the outbox is empty.
    /// </summary>
    public TransferNumber Next { get; private set; } = next;

    public Queue<TItem> Pending { get; } = [];

    public TransferNumber FirstPending => Next.Plus(-Pending.Count);

    public void Add(TItem item)
    {
        Pending.Enqueue(item);
        Next = Next.Plus(1);
    }
}
