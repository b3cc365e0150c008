using Azure.Storage.Blobs;
using QueueService.Storage.Azure;
using QueueService.Storage.Azure.Tables;
using QueueService.Tests.Azurite;
using QueueService.Tests.Storage.Local;

namespace QueueService.Tests.Chaos.Endurance;

/// <summary>A storage emulator of its own.</summary>
internal sealed class AccountGauge : IStorageGauge
{
    private readonly TemporaryFolder _folder;
    private readonly AzuriteServer _azurite;
    private readonly AzureHttp _http = new();
    private readonly AzureTable _rows;
    private readonly BlobContainerClient _blobs;

    private AccountGauge(TemporaryFolder folder, AzuriteServer azurite)
    {
        _folder = folder;
        _azurite = azurite;
        AzureStoreOptions options = new() { ConnectionString = azurite.ConnectionString };
        AzureNames names = AzureNames.From(options.Prefix);
        AzureAccount account = AzureAccount.From(options);
        _rows = new AzureTables(account, _http).Table(names.LogTable);
        BlobClientOptions blobs = _http.Configure(new BlobClientOptions(AzureStore.BlobVersion), mayRepeat: true);
        _blobs = new BlobContainerClient(azurite.ConnectionString, names.Container, blobs);
    }

    public string LogUnit => "rows";

    public IReadOnlyList<string> Arguments =>
        ["--Storage:Kind", "Azure", "--Storage:ConnectionString", _azurite.ConnectionString];

    public static async Task<AccountGauge> StartAsync()
    {
        TemporaryFolder folder = new();
        return new AccountGauge(folder, await AzuriteServer.StartAsync(folder.Path));
    }

    public async Task<(double Log, double Blobs)> ReadAsync(CancellationToken cancellationToken)
    {
        int rows = 0;
        TableQuery all = new("PartitionKey ge ''", Select: ["PartitionKey"]);
        await foreach (TableRow _ in _rows.QueryAsync(all, cancellationToken))
            rows++;
        int blobs = 0;
        await foreach (object _ in _blobs.GetBlobsAsync(cancellationToken: cancellationToken))
            blobs++;
        return (rows, blobs);
    }

    public async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        _http.Dispose();
        _folder.Delete();
    }
}
