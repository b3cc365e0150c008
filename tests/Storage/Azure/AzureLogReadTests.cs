using QueueService.Storage;
using QueueService.Storage.Azure;

namespace QueueService.Tests.Storage.Azure;

[Collection(AzuriteCollection.Name)]
public sealed class AzureLogReadTests(AzuriteFixture azurite) : CommitLogReadContract
{
    private readonly AzureStoreOptions _options = azurite.NewOptions();

    protected override ValueTask<IStore> OpenAsync() => new(new AzureStore(_options, TimeProvider.System));
}
