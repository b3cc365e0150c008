namespace QueueService.Storage;

/// <summary>Everything that the service keeps, in one place: a folder, a storage account, or memory.</summary>
public interface IStore : IAsyncDisposable
{
    IBlobStore Blobs { get; }

    IDocumentStore Documents { get; }

    /// <summary>
    /// False when no other process can write here: the head of a log as this process knows it is then its end, and
    /// <see cref="ICommitLog.ReadHeadAsync"/> costs nothing.
    /// </summary>
    bool HasOtherWriters { get; }

    /// <summary>
    /// False once the store has nothing left but what receiving, acknowledging, purging and deleting need: nothing that
    /// only takes room may be stored then.
    /// </summary>
    bool HasRoom => true;

    /// <summary>
    /// Takes room for something that is about to be stored and is not of that kind; false if there is not that much.
    /// </summary>
    /// <param name="bytes">0 or more; with 0 the same as <see cref="HasRoom"/>.</param>
    bool TryTakeRoom(long bytes) => true;

    /// <summary>What was asked of the store since it was opened.</summary>
    StorageMeter Meter { get; }

    /// <summary>How the clock of this process compares with that of the store.</summary>
    StoreClock Clock { get; }

    /// <summary>The log of a partition. Opening costs no I/O; an unknown partition has an empty log.</summary>
    ICommitLog OpenLog(PartitionId partition);

    /// <summary>
    /// Creates what the store needs before its first use (folder, tables, containers). Throws
    /// <see cref="StorageUnavailableException"/> with one sentence that says what to do.
    /// </summary>
    ValueTask InitializeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Sees by one cheap read of each part of the store that it answers; throws
    /// <see cref="StorageUnavailableException"/> if not.
    /// </summary>
    ValueTask CheckAsync(CancellationToken cancellationToken);
}
