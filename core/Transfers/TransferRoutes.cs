using QueueService.Storage;

namespace QueueService.Transfers;

/// <summary>How the mover reaches partitions.</summary>
internal abstract class TransferRoutes
{
    /// <summary>Lends the partition that items set out from.</summary>
    public abstract ValueTask<TransferSource> LeaseAsync(PartitionId source);

    /// <summary>A destination is gone: this process forgets what it has of it.</summary>
    public abstract void Discard(PartitionId destination);
}
