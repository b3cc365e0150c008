using QueueService.Storage.Azure;
using QueueService.Tests.Azurite;

namespace QueueService.Tests.Storage.Azure;

/// <summary>
/// The emulator that the tests of this assembly share; each test has tables and containers of its own.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private static int s_prefixes;

    private AzuriteServer? _server;

    public AzuriteServer Server => _server ?? throw new InvalidOperationException("The emulator has not been started.");

    public async Task InitializeAsync() => _server = await AzuriteServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public AzureStoreOptions NewOptions() => new()
    {
        ConnectionString = Server.ConnectionString,
        Prefix = $"t{Interlocked.Increment(ref s_prefixes)}",
    };
}
