using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>Refuses to store blobs, which are snapshots.</summary>
internal sealed class SnapshotFaults : StorageFaults
{
    private int _refused;
    private int _loads;

    public int Refused => Volatile.Read(ref _refused);

    /// <summary>How often something was read that a partition is opened from.</summary>
    public int Loads => Volatile.Read(ref _loads);

    /// <summary>Set when blobs can be stored again.</summary>
    public volatile bool IsOver;

    public override ValueTask<StorageFault> BeforeAsync(StorageCall call)
    {
        if (call.Operation is StorageOperation.ReadFrames or StorageOperation.GetBlob)
            Interlocked.Increment(ref _loads);
        if (call.Operation != StorageOperation.PutBlob || IsOver)
            return new(StorageFault.None);
        Interlocked.Increment(ref _refused);
        return new(StorageFault.Throttled);
    }
}
