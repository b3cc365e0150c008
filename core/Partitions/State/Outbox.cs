using QueueService.Storage;

namespace QueueService.Partitions.State;

/// <summary>The messages on their way to one other partition, in order of their transfer numbers.</summary>
internal sealed class Outbox(PartitionId destination, TransferNumber next)
{
    public PartitionId Destination { get; } = destination;

    /// <summary>
    /// The number of the next message that begins its way. Never goes back, even when the outbox is empty.
    /// </summary>
    public TransferNumber Next { get; private set; } = next;

    public Queue<MessageEntry> Pending { get; } = [];

    public TransferNumber FirstPending => Next.Plus(-Pending.Count);

    public void Add(MessageEntry entry)
    {
        Pending.Enqueue(entry);
        Next = Next.Plus(1);
    }
}
