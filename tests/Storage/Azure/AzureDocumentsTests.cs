using Azure.Data.Tables;
using QueueService.Storage;
using QueueService.Storage.Azure;

namespace QueueService.Tests.Storage.Azure;

[Collection(AzuriteCollection.Name)]
public sealed class AzureDocumentsTests(AzuriteFixture azurite) : DocumentStoreContract
{
    private readonly AzureStoreOptions _options = azurite.NewOptions();

    protected override ValueTask<IStore> OpenAsync() => new(new AzureStore(_options, TimeProvider.System));

    [Fact]
    public async Task ListAsync_WhenADocumentIsDamaged_GivesItAsSuchAndTheOthers()
    {
        foreach (var id in new[] { "a", "b", "c" })
            await Store.Documents.CreateAsync("queues", id, new byte[] { 1, 2, 3 }, None);
        var table = new TableClient(_options.ConnectionString, $"{_options.Prefix}docs");
        await table.UpsertEntityAsync(new TableEntity("queues", "b") { { "cLength", 3L } }, TableUpdateMode.Replace);

        var found = await Store.Documents.ListAsync("queues", "", null, 10, None);

        Assert.Equal(["a", "b", "c"], found.Select(document => document.Id));
        Assert.Equal([false, true, false], found.Select(document => document.Damage is not null));
        Assert.Equal(3, found[2].Content.Length);
        await Assert.ThrowsAsync<StorageCorruptException>(async () => await Store.Documents.GetAsync("queues", "b", None));
        Assert.NotNull(await Store.Documents.ReplaceAsync("queues", "b", new byte[3], found[1].Version, None));
    }
}
