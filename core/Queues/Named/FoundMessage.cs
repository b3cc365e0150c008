using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Messages;

namespace QueueService.Queues.Named;

/// <summary>A message that was named, where it is.</summary>
/// <param name="Partition">Which one of its queue.</param>
internal sealed record FoundMessage(int Partition, Delivery Delivery, FrameContents Contents)
{
    public MessageTraits? Traits => Contents.Messages[Delivery.Index].Traits;

    public bool IsVisible => Delivery.VisibleAt is null;

    public MessageVersion Version => new(
        Partition,
        Delivery.Sequence,
        Delivery.Frame,
        Delivery.Index,
        Delivery.ReceiveCount < 0 ? Traits?.PriorReceives ?? 0 : Delivery.ReceiveCount);
}
