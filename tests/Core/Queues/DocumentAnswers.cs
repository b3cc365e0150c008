using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>Has the store refuse calls of some kinds, and lose the answers to those of one.</summary>
internal sealed class DocumentAnswers : StorageFaults
{
    public StorageOperation? Lost { get; set; }

    public Func<StorageOperation, bool> IsThrottled { get; set; } = _ => false;

    public override ValueTask<StorageFault> BeforeAsync(StorageCall call) =>
        new(IsThrottled(call.Operation) ? StorageFault.Throttled : StorageFault.None);

    public override ValueTask<bool> AfterAsync(StorageCall call) => new(call.Operation == Lost);
}
