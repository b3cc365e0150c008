namespace QueueService.Storage.Azure.Tables;

/// <summary>What became of a write, or of a transaction: all of its operations or none.</summary>
/// <param name="Versions">
/// The new version of each row in the order of the operations, empty where the answer named none. Null unless done.
/// </param>
internal sealed record TableWrite(StoreAnswer Answer, IReadOnlyList<string>? Versions = null);
