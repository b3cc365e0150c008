using Azure.Data.Tables;
using Azure.Storage.Blobs;
using QueueService.Storage.Azure;
using QueueService.Tests.Azurite;
using QueueService.Tests.Storage.Local;

namespace QueueService.Tests.Chaos.Endurance;

/// <summary>A storage emulator of its own.</summary>
internal sealed class AccountGauge : IStorageGauge
{
    private readonly TemporaryFolder _folder;
    private readonly AzuriteServer _azurite;
    private readonly TableClient _rows;
    private readonly BlobContainerClient _blobs;

    private AccountGauge(TemporaryFolder folder, AzuriteServer azurite)
    {
        _folder = folder;
        _azurite = azurite;
        AzureNames names = AzureNames.From(new AzureStoreOptions().Prefix);
        _rows = new TableClient(azurite.ConnectionString, names.LogTable);
        _blobs = new BlobContainerClient(
            azurite.ConnectionString, names.Container, new BlobClientOptions(AzureStore.BlobVersion));
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
        await foreach (TableEntity _ in _rows.QueryAsync<TableEntity>(
            select: ["PartitionKey"], cancellationToken: cancellationToken))
            rows++;
        int blobs = 0;
        await foreach (object _ in _blobs.GetBlobsAsync(cancellationToken: cancellationToken))
            blobs++;
        return (rows, blobs);
    }

    public async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        _folder.Delete();
    }
}
