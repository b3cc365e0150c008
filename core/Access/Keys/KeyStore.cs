using QueueService.Storage;

namespace QueueService.Access.Keys;

/// <summary>The keys that were given out, one document each.</summary>
internal sealed class KeyStore(IDocumentStore documents)
{
    private const string Collection = "keys";

    /// <summary>The key and the version of its document; throws <c>KeyNotFound</c>.</summary>
    public async Task<(KeyRecord Record, string Version)> GetAsync(string id, CancellationToken cancellationToken)
    {
        Document? document = IsId(id) ? await documents.GetAsync(Collection, id, cancellationToken) : null;
        return document is null
            ? throw new AccessException(
                AccessErrorCode.KeyNotFound, "There is no such key. GET /v1/keys lists those that there are.")
            : (KeyRecordCodec.Decode(document), document.Version);
    }

    public async Task CreateAsync(KeyRecord record, CancellationToken cancellationToken)
    {
        if (await documents.CreateAsync(
            Collection, record.Key.Id, KeyRecordCodec.Encode(record), cancellationToken) is null)
            throw new InvalidOperationException("A random key id is taken.");
    }

    /// <summary>False if somebody else has changed the key since this version.</summary>
    public async Task<bool> TryReplaceAsync(KeyRecord record, string version, CancellationToken cancellationToken) =>
        await documents.ReplaceAsync(
            Collection, record.Key.Id, KeyRecordCodec.Encode(record), version, cancellationToken) is not null;

    /// <summary>False if somebody else has changed the key since this version.</summary>
    public ValueTask<bool> TryDeleteAsync(string id, string version, CancellationToken cancellationToken) =>
        documents.DeleteAsync(Collection, id, version, cancellationToken);

    /// <summary>All keys: there are never more than a page.</summary>
    public ValueTask<IReadOnlyList<Document>> ListAsync(CancellationToken cancellationToken) =>
        documents.ListAsync(Collection, "", null, Limits.MaxAccessKeys, cancellationToken);

    private static bool IsId(string text) => text.Length is > 0 and <= 128 && text.All(char.IsAsciiLetterOrDigit);
}
