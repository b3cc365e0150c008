using QueueService.Storage;

namespace QueueService.Tests.Storage.Formats;

/// <summary>
/// A store that tells no time, so that a process may use it whose clock stands where the data was made.
/// </summary>
internal sealed class ClocklessStore(IStore inner, TimeProvider time) : IStore
{
    public IBlobStore Blobs => inner.Blobs;

    public IDocumentStore Documents => inner.Documents;

    public bool HasOtherWriters => inner.HasOtherWriters;

    public StorageMeter Meter => inner.Meter;

    public StoreClock Clock { get; } = new(time);

    public ICommitLog OpenLog(PartitionId partition) => inner.OpenLog(partition);

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => inner.InitializeAsync(cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
