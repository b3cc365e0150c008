using QueueService.Partitions.Commands;

namespace QueueService.Queues.Peek;

/// <summary>A message that a look has come to, and in which partition it is.</summary>
internal readonly record struct WalkedMessage(int Partition, Delivery Delivery)
{
    public DueKey Due => new(Delivery.VisibleAt ?? default, Partition, Delivery.Sequence);
}
