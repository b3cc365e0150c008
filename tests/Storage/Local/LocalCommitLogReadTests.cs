using QueueService.Storage;
using QueueService.Storage.Local;

namespace QueueService.Tests.Storage.Local;

public sealed class LocalCommitLogReadTests : CommitLogReadContract
{
    private readonly TemporaryFolder _folder = new();

    protected override bool AllowsSeveralProcesses => false;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete();
    }

    protected override ValueTask<IStore> OpenAsync() => new(new LocalStore(new LocalStoreOptions(_folder.Path)));
}
