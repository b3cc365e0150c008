using QueueService.Storage.Memory;

namespace QueueService.Tests.Storage.Memory;

/// <summary>Faults that a test sets by hand.</summary>
public sealed class ScriptedFaults : StorageFaults
{
    public Func<StorageCall, ValueTask<StorageFault>> Before { get; set; } = _ => new(StorageFault.None);

    public Func<StorageCall, ValueTask> Between { get; set; } = _ => ValueTask.CompletedTask;

    public Func<StorageCall, ValueTask<bool>> After { get; set; } = _ => new(false);

    public IList<StorageCall> Calls { get; } = [];

    public override ValueTask<StorageFault> BeforeAsync(StorageCall call)
    {
        Calls.Add(call);
        return Before(call);
    }

    public override ValueTask BetweenAsync(StorageCall call) => Between(call);

    public override ValueTask<bool> AfterAsync(StorageCall call) => After(call);
}
