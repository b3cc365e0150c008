using QueueService.Benchmarks.Processes;
using QueueService.Tests.Azurite;

namespace QueueService.Benchmarks.Targets;

/// <summary>A storage emulator with an empty account on disk; both go when it is disposed of.</summary>
internal sealed class EmulatedAccount : IAsyncDisposable
{
    private readonly AzuriteServer _azurite;
    private readonly TempFolder _folder;

    private EmulatedAccount(AzuriteServer azurite, TempFolder folder)
    {
        _azurite = azurite;
        _folder = folder;
    }

    public string ConnectionString => _azurite.ConnectionString;

    public int ProcessId => _azurite.ProcessId;

    public static async Task<EmulatedAccount> StartAsync(string workFolder)
    {
        var folder = new TempFolder(workFolder);
        try
        {
            return new EmulatedAccount(await AzuriteServer.StartAsync(folder.Path), folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        _folder.Dispose();
    }
}
