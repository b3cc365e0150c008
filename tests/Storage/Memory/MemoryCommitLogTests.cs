using QueueService.Storage;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Storage.Memory;

public sealed class MemoryCommitLogTests : CommitLogContract
{
    private readonly MemoryDisk _disk = new(TimeProvider.System);

    protected override ValueTask<IStore> OpenAsync() => new(new MemoryStore(_disk));
}
