using System.Collections.Concurrent;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>Lets a test do something, or wait, before storage calls of one process; counts them by kind.</summary>
internal sealed class StorageHooks : StorageFaults
{
    private readonly ConcurrentDictionary<StorageOperation, int> _calls = [];

    public Func<StorageCall, Task> Before { get; set; } = _ => Task.CompletedTask;

    public int Count(StorageOperation operation) => _calls.GetValueOrDefault(operation);

    public override async ValueTask<StorageFault> BeforeAsync(StorageCall call)
    {
        _calls.AddOrUpdate(call.Operation, 1, (_, count) => count + 1);
        await Before(call);
        return StorageFault.None;
    }
}
