namespace QueueService.Storage.Memory;

/// <summary>What came back from a call: a value, or the reason why there is none.</summary>
internal readonly record struct MemoryAnswer<T>(StorageFault Fault, T? Value);
