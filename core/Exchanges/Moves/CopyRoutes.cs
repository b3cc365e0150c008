using QueueService.Partitions;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Exchanges.Moves;

/// <summary>How the mover reaches exchanges and the queues behind them.</summary>
internal sealed class CopyRoutes(OpenExchanges exchanges, PartitionRegistry queues) : TransferRoutes
{
    public override async ValueTask<TransferSource> LeaseAsync(PartitionId source) =>
        new CopySource(queues, await exchanges.LeaseAsync(source));

    public override void Discard(PartitionId destination) => queues.Discard(destination);
}
