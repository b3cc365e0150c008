using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Targets;
using QueueService.Storage;
using QueueService.Storage.Azure;
using QueueService.Storage.Local;
using QueueService.Storage.Memory;

namespace QueueService.Benchmarks.Scenarios.Engine;

/// <summary>What the engine of this process keeps; it can be opened again, as after a restart.</summary>
internal sealed class EngineStore : IAsyncDisposable
{
    private readonly TargetKind _kind;
    private readonly MemoryDisk _disk = new(TimeProvider.System);
    private readonly TempFolder? _folder;
    private readonly EmulatedAccount? _account;

    private EngineStore(TargetKind kind, TempFolder? folder, EmulatedAccount? account)
    {
        _kind = kind;
        _folder = folder;
        _account = account;
    }

    /// <summary>The kinds that there are, as an option names them.</summary>
    public static TargetKind[] Kinds { get; } = [TargetKind.Memory, TargetKind.Local, TargetKind.Azurite];

    public static async Task<EngineStore> StartAsync(TargetKind kind, string workFolder) => new(
        kind,
        kind == TargetKind.Local ? new TempFolder(workFolder) : null,
        kind == TargetKind.Azurite ? await EmulatedAccount.StartAsync(workFolder) : null);

    /// <summary>A process of the service on it; the one before must have been disposed of.</summary>
    public async Task<EngineService> OpenAsync(TimeProvider time, CancellationToken cancellation)
    {
        IStore store = _kind switch
        {
            TargetKind.Local => new LocalStore(new LocalStoreOptions(_folder!.Path)),
            TargetKind.Azurite => new AzureStore(
                new AzureStoreOptions { ConnectionString = _account!.ConnectionString }, time),
            _ => new MemoryStore(_disk),
        };
        await store.InitializeAsync(cancellation);
        return await EngineService.OpenAsync(store, time, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_account is not null)
            await _account.DisposeAsync();
        _folder?.Dispose();
    }
}
