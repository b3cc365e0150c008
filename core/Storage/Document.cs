namespace QueueService.Storage;

/// <summary>A stored document.</summary>
/// <param name="Version">The store's token of this content (an ETag); changes with every write.</param>
public sealed record Document(string Id, ReadOnlyMemory<byte> Content, string Version)
{
    /// <summary>
    /// Why the content cannot be read; null if it can. Only a listing answers such a document, without content and
    /// version, so that the others of its page can be read.
    /// </summary>
    public string? Damage { get; init; }
}
