namespace QueueService.Storage;

/// <summary>
/// Small documents (at most 256 KiB) with versions, in named collections (<c>a-z</c>). Ids are 1..255 of
/// <c>A-Z a-z 0-9 _ - .</c> and are compared by ordinal value.
/// </summary>
/// <remarks>
/// Calls throw <see cref="StorageUnavailableException"/> when the store cannot be reached, when it is full, or when a
/// write may or may not have happened, which <see cref="StorageUnavailableException.IsOutcomeUnknown"/> tells.
/// </remarks>
public interface IDocumentStore
{
    /// <summary>The document, or null.</summary>
    ValueTask<Document?> GetAsync(string collection, string id, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a new document; null if the id is taken by other content. A store that carries a write out twice does not
    /// take its own first time for another: what is there then tells (<see cref="CertainDocuments"/>).
    /// </summary>
    ValueTask<Document?> CreateAsync(
        string collection, string id, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the document if it still has this version; null if it does not, or is gone, and has other content than
    /// this.
    /// </summary>
    ValueTask<Document?> ReplaceAsync(
        string collection,
        string id,
        ReadOnlyMemory<byte> content,
        string version,
        CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the document if it still has this version; false if it has another. True if it is gone.
    /// </summary>
    ValueTask<bool> DeleteAsync(string collection, string id, string version, CancellationToken cancellationToken);

    /// <summary>
    /// Up to <paramref name="limit"/> documents in ordinal order of their ids, those that begin with
    /// <paramref name="prefix"/> (which may be empty) and come after <paramref name="after"/> (null: from the
    /// beginning). Both are of the characters of ids, or an <see cref="ArgumentException"/> is thrown. One that cannot
    /// be read is listed with its <see cref="Document.Damage"/>. A page ends sooner once its contents have
    /// <see cref="Limits.MaxDocumentPageBytes"/>.
    /// </summary>
    ValueTask<IReadOnlyList<Document>> ListAsync(
        string collection, string prefix, string? after, int limit, CancellationToken cancellationToken);
}
