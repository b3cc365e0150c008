namespace QueueService.Storage;

/// <summary>A blob in a listing.</summary>
/// <param name="Length">Size in bytes.</param>
public sealed record BlobInfo(string Name, long Length, DateTimeOffset ModifiedAt);
