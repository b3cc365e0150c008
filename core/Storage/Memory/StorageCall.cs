namespace QueueService.Storage.Memory;

/// <summary>A storage call on its way to the disk.</summary>
/// <param name="Target">The partition, blob or <c>collection/id</c> that it is about.</param>
/// <param name="ArriveLate">
/// Does on the disk what the call asked for, under the condition it came with. A hook that answered
/// <see cref="StorageFault.Lost"/> may run it later: the request was on the wire all the time.
/// </param>
public sealed record StorageCall(StorageOperation Operation, string Target, Action ArriveLate);
