namespace QueueService.Storage.Azure.Tables;

/// <summary>What to read.</summary>
/// <param name="Filter">An OData filter.</param>
/// <param name="Select">The properties to return; null for all.</param>
/// <param name="Limit">How many rows at most; null for all.</param>
internal sealed record TableQuery(string Filter, IReadOnlyList<string>? Select = null, int? Limit = null);
