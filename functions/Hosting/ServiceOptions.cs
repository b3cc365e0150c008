namespace QueueService.Functions.Hosting;

/// <summary>What the service was told at its start.</summary>
/// <param name="PublicUrl">Base of the queue URLs that clients are given; null takes that of each request.</param>
internal sealed record ServiceOptions(
    StorageKind Kind, string Path, string? ConnectionString, string? AccountName, string Prefix, Uri? PublicUrl);
