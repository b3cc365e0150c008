namespace QueueService.Storage.Azure.Tables;

/// <summary>What to read.</summary>
/// <param name="Filter">An OData filter.</param>
/// <param name="Select">The properties to return, separated by commas; null for all.</param>
/// <param name="Limit">How many rows at most; null for all.</param>
/// <param name="WithVersions">Asks for the version of each row.</param>
internal sealed record TableQuery(
    string Filter, string? Select = null, int? Limit = null, bool WithVersions = false);
