namespace QueueService.Storage;

/// <summary>A stored document.</summary>
/// <param name="Version">The store's token of this content (an ETag); changes with every write.</param>
public sealed record Document(string Id, ReadOnlyMemory<byte> Content, string Version);
