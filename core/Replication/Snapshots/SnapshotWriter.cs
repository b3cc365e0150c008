using QueueService.Storage;

namespace QueueService.Replication.Snapshots;

/// <summary>Writes the snapshot of one moment, beside the loop.</summary>
internal abstract class SnapshotWriter
{
    /// <summary>Called once.</summary>
    /// <exception cref="StorageUnavailableException">It could not be stored.</exception>
    public abstract Task<WrittenSnapshot> WriteAsync(CancellationToken cancellationToken);
}
