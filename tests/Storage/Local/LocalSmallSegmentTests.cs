using QueueService.Storage;
using QueueService.Storage.Local;

namespace QueueService.Tests.Storage.Local;

/// <summary>The contract again, with a new segment every few records.</summary>
public sealed class LocalSmallSegmentTests : CommitLogReadContract
{
    private readonly TemporaryFolder _folder = new();

    protected override bool AllowsSeveralProcesses => false;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete();
    }

    protected override ValueTask<IStore> OpenAsync() =>
        new(new LocalStore(new LocalStoreOptions(_folder.Path) { SegmentBytes = 1000 }));
}
