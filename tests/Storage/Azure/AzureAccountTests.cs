using QueueService.Storage.Azure;

namespace QueueService.Tests.Storage.Azure;

public sealed class AzureAccountTests
{
    [Fact]
    public void From_WhenAddressesAreGiven_UsesThemWithTheIdentity()
    {
        var blobs = new Uri("https://own.blob.core.usgovcloudapi.net");
        var tables = new Uri("https://own.table.core.usgovcloudapi.net");

        var account = AzureAccount.From(new AzureStoreOptions { BlobEndpoint = blobs, TableEndpoint = tables, ClientId = "c" });

        Assert.Equal((blobs, tables), (account.BlobEndpoint, account.TableEndpoint));
        Assert.NotNull(account.Identity);
    }

    [Fact]
    public void From_WhenOneAddressIsMissing_SaysWhatToSet()
    {
        var options = new AzureStoreOptions { BlobEndpoint = new Uri("https://own.blob.core.windows.net") };

        var failure = Assert.Throws<FormatException>(() => AzureAccount.From(options));

        Assert.Contains("Storage:AccountName", failure.Message, StringComparison.Ordinal);
    }
}
