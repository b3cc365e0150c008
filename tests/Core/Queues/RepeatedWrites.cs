using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>
/// Has writes be carried out twice on their way to the disk, so that the second answer is the one that comes.
/// </summary>
internal sealed class RepeatedWrites : StorageFaults
{
    public Func<StorageCall, bool> IsRepeated { get; set; } = IsWrite;

    /// <summary>Done after the first time.</summary>
    public Func<StorageCall, Task> Between { get; set; } = _ => Task.CompletedTask;

    public int Repeated { get; private set; }

    public static bool IsWrite(StorageCall call) => IsDocument(call) || call.Operation
        is StorageOperation.Append or StorageOperation.PutBlob or StorageOperation.DeleteBlob or StorageOperation.Trim
        or StorageOperation.DeleteLog;

    public static bool IsDocument(StorageCall call) => call.Operation
        is StorageOperation.CreateDocument or StorageOperation.ReplaceDocument or StorageOperation.DeleteDocument;

    public override ValueTask<StorageFault> BeforeAsync(StorageCall call)
    {
        if (!IsRepeated(call))
            return new(StorageFault.None);
        Repeated++;
        return new(StorageFault.Repeated);
    }

    public override async ValueTask BetweenAsync(StorageCall call) => await Between(call);
}
