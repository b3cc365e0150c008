using QueueService.Storage;

namespace QueueService.Tests.Storage;

/// <summary>
/// The base of the contract suites that every store passes. A test class of a store derives from each of them and
/// opens stores; an instance of it is one set of stored data.
/// </summary>
public abstract class StoreContract : IAsyncLifetime
{
    private static int s_partitions;

    private readonly List<IStore> _opened = [];

    /// <summary>Whether several stores may be open on the same data, as several processes.</summary>
    protected virtual bool AllowsSeveralProcesses => true;

    protected static CancellationToken None => CancellationToken.None;

    /// <summary>The store opened first.</summary>
    protected IStore Store => _opened[0];

    public virtual async Task InitializeAsync() => await OpenTrackedAsync();

    public virtual async Task DisposeAsync()
    {
        foreach (var store in _opened)
            await store.DisposeAsync();
    }

    /// <summary>
    /// Opens a store on the data of this test class instance: always the same data, whether or not the previous store
    /// was disposed of. <see cref="IStore.InitializeAsync"/> is called by the suite.
    /// </summary>
    protected abstract ValueTask<IStore> OpenAsync();

    /// <summary>A second process on the same data, or the same one where a second is refused.</summary>
    protected async ValueTask<IStore> OpenOtherAsync() => AllowsSeveralProcesses ? await OpenTrackedAsync() : Store;

    /// <summary>The process that comes after the first one has ended.</summary>
    protected async ValueTask<IStore> RestartAsync()
    {
        await Store.DisposeAsync();
        _opened.RemoveAt(0);
        var store = await OpenTrackedAsync();
        _opened.Remove(store);
        _opened.Insert(0, store);
        return store;
    }

    /// <summary>
    /// A partition that no other test uses, in this run or in an earlier one on the same storage account.
    /// </summary>
    protected static PartitionId NewPartition() =>
        new(BitConverter.ToUInt64(Guid.NewGuid().ToByteArray()), Interlocked.Increment(ref s_partitions) % 64);

    private async ValueTask<IStore> OpenTrackedAsync()
    {
        var store = await OpenAsync();
        _opened.Add(store);
        await store.InitializeAsync(None);
        return store;
    }
}
