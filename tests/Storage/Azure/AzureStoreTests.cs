using Azure.Storage.Sas;
using QueueService.Storage;
using QueueService.Storage.Azure;
using QueueService.Tests.Azurite;
using QueueService.Tests.Storage.Azure.Faults;

namespace QueueService.Tests.Storage.Azure;

[Collection(AzuriteCollection.Name)]
public sealed class AzureStoreTests(AzuriteFixture azurite)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task InitializeAsync_WhenRepeated_Succeeds()
    {
        await using var store = new AzureStore(azurite.NewOptions(), TimeProvider.System);

        await store.InitializeAsync(None);
        await store.InitializeAsync(None);
        await store.CheckAsync(None);
    }

    [Fact]
    public async Task CheckAsync_WhenNothingWasInitialized_SaysThatTheTableIsMissing()
    {
        var options = azurite.NewOptions();
        await using var store = new AzureStore(options, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await store.CheckAsync(None));

        Assert.Contains($"table '{options.Prefix}docs'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docs(", "docs")]
    [InlineData("log(", "log")]
    [InlineData("-blobs/", "-blobs")]
    public async Task CheckAsync_WhenOnePartIsDenied_SaysWhich(string path, string part)
    {
        var options = azurite.NewOptions();
        using var network = new FaultTransport();
        await using var store = new AzureStore(options, TimeProvider.System, network);
        await store.InitializeAsync(None);
        var before = store.Meter.Transactions;
        network.Answer(
            request => request.Uri.Path.Contains($"{options.Prefix}{path}", StringComparison.Ordinal),
            () => new ScriptedResponse(403, [], [("x-ms-error-code", "AuthorizationPermissionMismatch")]));

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await store.CheckAsync(None));

        Assert.Contains($"'{options.Prefix}{part}'", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, store.Meter.Transactions - before);
    }

    [Fact]
    public async Task AppendAsync_WhenTableIsMissing_Throws()
    {
        await using var store = new AzureStore(azurite.NewOptions(), TimeProvider.System);
        await using var log = store.OpenLog(new PartitionId(1, 0));

        await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await log.AppendAsync(LogHead.Empty, Frames.Following(LogHead.Empty)));
    }

    [Fact]
    public async Task InitializeAsync_WhenKeyIsWrong_SaysWhatToCheckAndNotTheKey()
    {
        var wrong = Convert.ToBase64String(new byte[64]);
        await using var store = Open(azurite.Server.ConnectionString.Replace(
            AzuriteServer.AccountKey, wrong, StringComparison.Ordinal));

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await store.InitializeAsync(None));

        Assert.Contains("Storage:ConnectionString", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppendAsync_WhenNobodyListens_Throws()
    {
        // Port 1 of the loopback address is never listened on here.
        var nowhere = new Uri("http://127.0.0.1:1/devstoreaccount1");
        await using var store = Open(AzuriteServer.ConnectionStringTo(nowhere, nowhere));
        await using var log = store.OpenLog(new PartitionId(1, 0));

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await log.AppendAsync(LogHead.Empty, Frames.Following(LogHead.Empty)));

        Assert.Contains("no connection", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    public async Task AppendAsync_WhenAuthorizedBySignature_Commits(string before)
    {
        var signature = before + AccountSignature();
        await using var store = Open(
            $"BlobEndpoint={azurite.Server.BlobEndpoint};TableEndpoint={azurite.Server.TableEndpoint};"
            + $"SharedAccessSignature={signature}");
        await store.InitializeAsync(None);
        await using var log = store.OpenLog(new PartitionId(1, 0));

        var frames = await Frames.AppendAsync(log, 2, payload: Limits.MaxInlineFrameBytes);

        Frames.AssertWhole(frames[1], await log.ReadFrameAsync(frames[1].Number, None));
        Assert.Equal(2, (await Frames.ReadAsync(log)).Count);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(Limits.MaxInlineFrameBytes, 2)]
    public async Task AppendAsync_WhenCommitted_CostsOneTransactionAndOneMoreForABlob(int payload, int transactions)
    {
        await using var store = new AzureStore(azurite.NewOptions(), TimeProvider.System);
        await store.InitializeAsync(None);
        await using var log = store.OpenLog(new PartitionId(1, 0));
        var before = store.Meter.Transactions;

        await Frames.CommitAsync(log, LogHead.Empty, Frames.Following(LogHead.Empty, payload: payload));

        Assert.Equal(transactions, store.Meter.Transactions - before);
        Assert.True(store.Meter.BytesWritten > payload);
    }

    private AzureStore Open(string connectionString) => new(
        new AzureStoreOptions { ConnectionString = connectionString, Prefix = azurite.NewOptions().Prefix },
        TimeProvider.System);

    private static string AccountSignature()
    {
        var builder = new AccountSasBuilder(
            AccountSasPermissions.All, DateTimeOffset.UtcNow.AddHours(1), AccountSasServices.All, AccountSasResourceTypes.All);
        var parameters = builder.ToSasQueryParameters(
            new global::Azure.Storage.StorageSharedKeyCredential(AzuriteServer.AccountName, AzuriteServer.AccountKey));
        return parameters.ToString();
    }
}
