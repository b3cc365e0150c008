using QueueService.Functions.Access;

namespace QueueService.Functions.Hosting;

/// <summary>What the service was told at its start.</summary>
/// <param name="Urls">Where to listen.</param>
/// <param name="IsBehindFunctionsHost">True if the Azure Functions host passes requests on.</param>
/// <param name="PublicUrl">Base of the queue URLs that clients are given; null takes that of each request.</param>
internal sealed record ServiceOptions(
    string[] Urls,
    bool IsBehindFunctionsHost,
    StorageKind Kind,
    string Path,
    string? ConnectionString,
    string? AccountName,
    string Prefix,
    Uri? PublicUrl,
    MemoryLimits Memory,
    AccessOptions Access);
