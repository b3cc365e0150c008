namespace QueueService.Functions.Hosting;

/// <summary>What the service was told at its start.</summary>
/// <param name="Urls">Where to listen.</param>
/// <param name="IsBehindFunctionsHost">True if requests come from the Azure Functions host and not from clients.</param>
/// <param name="PublicUrl">Base of the queue URLs that clients are given; null takes that of each request.</param>
internal sealed record ServiceOptions(
    string[] Urls,
    bool IsBehindFunctionsHost,
    StorageKind Kind,
    string Path,
    string? ConnectionString,
    string? AccountName,
    string Prefix,
    Uri? PublicUrl);
