using System.Globalization;
using QueueService.Storage;
using QueueService.Storage.Azure;

namespace QueueService.Tests.Storage.Azure.Faults;

/// <summary>What the answers of the storage account tell of its clock.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class AzureClockTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FaultTransport _network = new();
    private AzureStore? _store;

    private AzureStore Store => _store!;

    public Task InitializeAsync()
    {
        _store = new AzureStore(azurite.NewOptions(), new StandingTime(), _network);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        _network.Dispose();
    }

    [Theory]
    [InlineData(404, 3600, -3600)]
    [InlineData(404, -3600, 3599)]
    [InlineData(404, 0, 0)]
    [InlineData(403, 3600, -3600)]
    public async Task Clock_WhenAnAnswerHasADate_KnowsTheDifference(int status, int ahead, int skew)
    {
        var date = Now.AddSeconds(ahead).ToString("r", CultureInfo.InvariantCulture);
        _network.Answer(FaultTransport.IsAny, () => new ScriptedResponse(
            status, [], ("x-ms-error-code", status == 404 ? "ResourceNotFound" : "AuthenticationFailed"), ("Date", date)));
        await using var log = Store.OpenLog(new PartitionId(1, 0));

        var error = await Record.ExceptionAsync(async () => await log.ReadHeadAsync(default));

        Assert.Equal(status == 404, error is null);
        Assert.Equal(skew, Store.Clock.Skew.TotalSeconds);
        Assert.Equal(skew != 0, Store.Clock.IsOff);
    }

    [Fact]
    public async Task Clock_WhenAnAnswerHasNoDate_StaysUnmeasured()
    {
        _network.Answer(FaultTransport.IsAny, () => new ScriptedResponse(404, [], ("x-ms-error-code", "ResourceNotFound")));
        await using var log = Store.OpenLog(new PartitionId(1, 0));

        await log.ReadHeadAsync(default);

        Assert.Equal(TimeSpan.Zero, Store.Clock.Skew);
    }

    /// <summary>Tables and blobs, by the account's own headers.</summary>
    [Fact]
    public async Task Clock_WhenTheClocksAgree_IsNotOff()
    {
        await using var store = new AzureStore(azurite.NewOptions(), TimeProvider.System);

        await store.InitializeAsync(default);
        await store.CheckAsync(default);

        Assert.False(store.Clock.IsOff);
        Assert.InRange(store.Clock.Correct(DateTimeOffset.UnixEpoch), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
    }

    private sealed class StandingTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => 1;
    }
}
