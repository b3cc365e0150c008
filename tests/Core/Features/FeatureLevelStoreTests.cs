using QueueService.Features;
using QueueService.Storage;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Features;

public sealed class FeatureLevelStoreTests
{
    private readonly MemoryStore _store = new(new MemoryDisk(TimeProvider.System), new MemoryStoreOptions());

    private FeatureLevelStore Levels => new(_store.Documents);

    [Fact]
    public void Encode_WhenPinned_NeverChanges() =>
        Assert.Equal("0102", Convert.ToHexStringLower(FeatureLevelStore.Encode(FeatureLevel.Two).Span));

    [Theory]
    [InlineData("0101", 1)]
    [InlineData("0102", 2)]
    [InlineData("01ac02", 300)]
    public void Decode_WhenPinned_GivesTheLevel(string hex, int level) =>
        Assert.Equal(level, FeatureLevelStore.Decode(Document(hex)).Value);

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("0100")]
    [InlineData("010200")]
    public void Decode_WhenDamaged_IsRefused(string hex) =>
        Assert.Throws<StorageCorruptException>(() => FeatureLevelStore.Decode(Document(hex)));

    [Fact]
    public async Task GetOrCreate_WhenTheStoreIsEmpty_BeginsAtTheNewest()
    {
        Assert.Equal(FeatureLevel.Two, await Levels.GetOrCreateAsync(FeatureLevel.Two, CancellationToken.None));
        Assert.Equal(FeatureLevel.Two, await Levels.ReadAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("service", "receipt-key")]
    [InlineData("queues", "orders")]
    public async Task GetOrCreate_WhenThereIsDataAndNoLevel_IsTheOldest(string collection, string id)
    {
        await _store.Documents.CreateAsync(collection, id, new byte[32], CancellationToken.None);
        Assert.Equal(FeatureLevel.Oldest, await Levels.GetOrCreateAsync(FeatureLevel.Two, CancellationToken.None));
        Assert.Equal(FeatureLevel.Oldest, await Levels.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task GetOrCreate_WhenTheLevelIsStored_KeepsIt()
    {
        await Levels.GetOrCreateAsync(FeatureLevel.One, CancellationToken.None);
        Assert.Equal(FeatureLevel.One, await Levels.GetOrCreateAsync(FeatureLevel.Two, CancellationToken.None));
    }

    private static Document Document(string hex) => new("feature-level", Convert.FromHexString(hex), "1");
}
