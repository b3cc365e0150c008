using QueueService.Queues;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Core.Formats;

namespace QueueService.Tests.Core.Queues;

/// <summary>The 32 bytes as they are, at a place that must not change: with another key all handles are void.</summary>
public sealed class ServiceSecretTests
{
    private const string Pinned = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private readonly IDocumentStore _documents =
        new MemoryStore(new MemoryDisk(TimeProvider.System), new MemoryStoreOptions()).Documents;

    [Fact]
    public async Task GetOrCreate_WhenPinned_WritesTheSamePlaceAndBytes()
    {
        await ServiceSecret.GetOrCreateAsync(_documents, new CountingRandom(), CancellationToken.None);
        Document stored = (await _documents.GetAsync("service", "receipt-key", CancellationToken.None))!;
        Assert.Equal(Pinned, Hex.Of(stored.Content));
        Assert.Equal(
            Pinned,
            Hex.Of(await ServiceSecret.GetOrCreateAsync(_documents, RandomSource.System, CancellationToken.None)));
    }

    [Fact]
    public async Task GetOrCreate_WhenItIsCutOff_IsDamage()
    {
        await _documents.CreateAsync("service", "receipt-key", new byte[31], CancellationToken.None);
        await Assert.ThrowsAsync<StorageCorruptException>(
            () => ServiceSecret.GetOrCreateAsync(_documents, RandomSource.System, CancellationToken.None));
    }
}
