using Azure.Data.Tables;
using Azure.Storage.Blobs;
using QueueService.Storage.Azure;

namespace QueueService.Tests.Storage.Azure;

public sealed class AzureAccountTests
{
    [Fact]
    public void Account_WhenAddressesAreGiven_UsesThemWithTheIdentity()
    {
        var blobs = new Uri("https://own.blob.core.usgovcloudapi.net");
        var tables = new Uri("https://own.table.core.usgovcloudapi.net");

        var account = new AzureAccount(new AzureStoreOptions { BlobEndpoint = blobs, TableEndpoint = tables, ClientId = "c" });

        Assert.Equal(blobs, account.Blobs(new BlobClientOptions()).Uri);
        Assert.Equal(tables, account.Tables(new TableClientOptions()).Uri);
    }

    [Fact]
    public void Account_WhenItHasAName_IsInThePublicCloud()
    {
        var account = new AzureAccount(new AzureStoreOptions { AccountName = "own" });

        Assert.Equal("https://own.blob.core.windows.net/", account.Blobs(new BlobClientOptions()).Uri.AbsoluteUri);
        Assert.Equal("https://own.table.core.windows.net/", account.Tables(new TableClientOptions()).Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("Own")]
    [InlineData("own.example/")]
    public void Account_WhenTheNameIsNone_SaysSo(string name)
    {
        var failure = Assert.Throws<FormatException>(() => new AzureAccount(new AzureStoreOptions { AccountName = name }));

        Assert.Contains("Storage:AccountName", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Account_WhenOneAddressIsMissing_SaysWhatToSet()
    {
        var options = new AzureStoreOptions { BlobEndpoint = new Uri("https://own.blob.core.windows.net") };

        var failure = Assert.Throws<FormatException>(
            () => new AzureAccount(options).Tables(new TableClientOptions()));

        Assert.Contains("Storage:AccountName", failure.Message, StringComparison.Ordinal);
    }
}
