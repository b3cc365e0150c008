namespace QueueService.Storage;

/// <summary>
/// Immutable byte objects under unique names that are never reused. Names are made of <c>a-z 0-9 - /</c>.
/// </summary>
/// <remarks>
/// Calls throw <see cref="StorageUnavailableException"/> when the store cannot be reached or is full.
/// </remarks>
public interface IBlobStore
{
    /// <summary>Stores a blob; it is durable when the call returns. Writing the same bytes again is harmless.</summary>
    ValueTask PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>The whole blob, or null if there is none.</summary>
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>Deletes the blob; nothing happens if there is none.</summary>
    ValueTask DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>The blobs whose names begin with <paramref name="prefix"/>, in ordinal order of their names.</summary>
    IAsyncEnumerable<BlobInfo> ListAsync(string prefix, CancellationToken cancellationToken);
}
