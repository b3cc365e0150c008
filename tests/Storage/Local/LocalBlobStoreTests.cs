using QueueService.Storage;
using QueueService.Storage.Local;

namespace QueueService.Tests.Storage.Local;

public sealed class LocalBlobStoreTests : BlobStoreContract, IDisposable
{
    private readonly TestFolder _folder = new();

    protected override bool AllowsSeveralProcesses => false;

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<IStore> OpenAsync() => new(new LocalStore(new LocalStoreOptions(_folder.Path)));
}
