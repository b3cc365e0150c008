using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>Refuses to store blobs, which are snapshots.</summary>
internal sealed class SnapshotFaults : StorageFaults
{
    public int Refused { get; private set; }

    public override ValueTask<StorageFault> BeforeAsync(StorageCall call)
    {
        if (call.Operation != StorageOperation.PutBlob)
            return new(StorageFault.None);
        Refused++;
        return new(StorageFault.Throttled);
    }
}
