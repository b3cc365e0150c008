namespace QueueService.Storage;

/// <summary>A stored document.</summary>
/// <param name="Version">The store's token of this content (an ETag); changes with every write.</param>
public sealed record Document(string Id, ReadOnlyMemory<byte> Content, string Version)
{
    /// <summary>
    /// Why the content cannot be read; null if it can. Only a listing answers such a document, so that the others of
    /// its page can be read. It has no content, and its version is that of whatever is there instead: with it the
    /// document can be replaced or deleted.
    /// </summary>
    public string? Damage { get; init; }

    /// <summary>This document, to be decoded.</summary>
    /// <exception cref="StorageCorruptException">It has its <see cref="Damage"/>.</exception>
    internal Document Readable() => Damage is null ? this : throw new StorageCorruptException(Damage);
}
