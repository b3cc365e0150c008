using QueueService.Storage;
using QueueService.Storage.Azure;

namespace QueueService.Tests.Storage.Azure;

[Collection(AzuriteCollection.Name)]
public sealed class AzureBlobsTests(AzuriteFixture azurite) : BlobStoreContract
{
    private readonly AzureStoreOptions _options = azurite.NewOptions();

    protected override ValueTask<IStore> OpenAsync() => new(new AzureStore(_options, TimeProvider.System));
}
