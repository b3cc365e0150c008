using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions.Moves;

/// <summary>How the mover reaches partitions of queues.</summary>
internal sealed class MessageRoutes(PartitionRegistry partitions) : TransferRoutes
{
    public override async ValueTask<TransferSource> LeaseAsync(PartitionId source) =>
        new MessageSource(partitions, await partitions.LeaseAsync(source));

    public override void Discard(PartitionId destination) => partitions.Discard(destination);
}
