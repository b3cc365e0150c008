namespace QueueService.Storage.Memory;

/// <summary>
/// Asked before and after every call of a <see cref="MemoryStore"/>; does no harm unless overridden. A hook delays a
/// call by awaiting, and crashes the process by throwing an exception of its own. Inherited by simulations and tests.
/// </summary>
public class StorageFaults
{
    public static readonly StorageFaults None = new();

    /// <summary>Before the call reaches the disk.</summary>
    public virtual ValueTask<StorageFault> BeforeAsync(StorageCall call) => new(StorageFault.None);

    /// <summary>
    /// Between the first and the second time of a call that is <see cref="StorageFault.Repeated"/>.
    /// </summary>
    public virtual ValueTask BetweenAsync(StorageCall call) => ValueTask.CompletedTask;

    /// <summary>After the call did its work on the disk and before the caller knows; true loses the answer.</summary>
    public virtual ValueTask<bool> AfterAsync(StorageCall call) => new(false);
}
