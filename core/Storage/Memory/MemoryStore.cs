namespace QueueService.Storage.Memory;

/// <summary>
/// A store in memory for tests and simulations: no threads, no clock and no randomness of its own. Everything that it
/// keeps is on the <see cref="MemoryDisk"/>.
/// </summary>
public sealed class MemoryStore : IStore
{
    private readonly MemoryDisk _disk;
    private readonly MemoryStoreOptions _options;
    private readonly MemoryGate _gate;

    public MemoryStore(MemoryDisk disk, MemoryStoreOptions? options = null)
    {
        _disk = disk;
        _options = options ?? new MemoryStoreOptions();
        Clock = new StoreClock(_options.Time ?? TimeProvider.System);
        _gate = new MemoryGate(_options.Faults, disk, _options.Time, Clock);
        Blobs = new MemoryBlobs(disk, _gate, Meter);
        Documents = new CertainDocuments(new MemoryDocuments(disk, _gate, Meter));
    }

    public IBlobStore Blobs { get; }

    public IDocumentStore Documents { get; }

    public bool HasOtherWriters => _options.HasOtherWriters;

    public StorageMeter Meter { get; } = new();

    public StoreClock Clock { get; }

    public ICommitLog OpenLog(PartitionId partition) => new MemoryLog(_disk, _gate, Meter, _options, partition);

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => CheckAsync(cancellationToken);

    public async ValueTask CheckAsync(CancellationToken cancellationToken) =>
        await _gate.CallAsync(StorageOperation.Check, "store", Check, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool Check()
    {
        Meter.Transaction();
        return true;
    }
}
