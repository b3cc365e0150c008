using QueueService.Storage;

namespace QueueService.Tests.Storage.Formats;

/// <summary>
/// A store that tells no time, as a folder does: the emulator goes by the true time, and what is opened by a fake one.
/// </summary>
internal sealed class UntimedStore(IStore inner) : IStore
{
    public IBlobStore Blobs => inner.Blobs;

    public IDocumentStore Documents => inner.Documents;

    public bool HasOtherWriters => inner.HasOtherWriters;

    public bool HasRoom => inner.HasRoom;

    public bool TryTakeRoom(long bytes) => inner.TryTakeRoom(bytes);

    public StorageMeter Meter => inner.Meter;

    public StoreClock Clock { get; } = new(TimeProvider.System);

    public ICommitLog OpenLog(PartitionId partition) => inner.OpenLog(partition);

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => inner.InitializeAsync(cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
