using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>Does something to each append, by its number.</summary>
internal sealed class AppendFaults : StorageFaults
{
    private int _before;
    private int _after;

    public Func<int, StorageCall, StorageFault> Before { get; set; } = (_, _) => StorageFault.None;

    public Func<int, bool> LoseAnswer { get; set; } = _ => false;

    public override ValueTask<StorageFault> BeforeAsync(StorageCall call) =>
        new(call.Operation == StorageOperation.Append ? Before(++_before, call) : StorageFault.None);

    public override ValueTask<bool> AfterAsync(StorageCall call) =>
        new(call.Operation == StorageOperation.Append && LoseAnswer(++_after));
}
