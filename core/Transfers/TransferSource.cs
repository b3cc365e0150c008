using QueueService.Storage;

namespace QueueService.Transfers;

/// <summary>A partition that items set out from, which stays open until this is disposed of.</summary>
internal abstract class TransferSource : IDisposable
{
    /// <summary>What is on its way: for each destination the first items.</summary>
    public abstract Task<IReadOnlyList<OutboxBatch>> LookAsync();

    /// <summary>Reads what the items of a batch hold; null if another process has moved them meanwhile.</summary>
    public abstract Task<TransferLoad?> LoadAsync(OutboxBatch batch);

    /// <summary>
    /// The destination has taken the transfers up to <paramref name="last"/>; or it is gone, if that is null.
    /// </summary>
    public abstract Task EndAsync(PartitionId destination, TransferNumber? last);

    public abstract void Dispose();
}
