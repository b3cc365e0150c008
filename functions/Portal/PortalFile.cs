namespace QueueService.Functions.Portal;

/// <summary>One file of the portal, as it was built: as it is, and compressed.</summary>
/// <param name="Brotli">Null if that was not made.</param>
/// <param name="Gzip">Null if that was not made.</param>
/// <param name="ETag">Of the content, in quotes.</param>
/// <param name="IsHashed">True if its name changes with its content, so that it may be kept for good.</param>
internal sealed record PortalFile(
    byte[] Content, byte[]? Brotli, byte[]? Gzip, string ContentType, string ETag, bool IsHashed);
