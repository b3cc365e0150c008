namespace QueueService.Storage.Memory;

internal sealed class MemoryDocuments(MemoryDisk disk, MemoryGate gate, StorageMeter meter) : IDocumentStore
{
    public ValueTask<Document?> GetAsync(string collection, string id, CancellationToken cancellationToken) =>
        CallAsync(StorageOperation.GetDocument, collection, id, documents => Get(documents, id), cancellationToken);

    public ValueTask<Document?> CreateAsync(
        string collection, string id, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var copy = content.ToArray();
        return CallAsync(
            StorageOperation.CreateDocument,
            collection,
            id,
            documents => documents.ContainsKey(id) ? null : Write(documents, id, copy),
            cancellationToken);
    }

    public ValueTask<Document?> ReplaceAsync(
        string collection, string id, ReadOnlyMemory<byte> content, string version, CancellationToken cancellationToken)
    {
        var copy = content.ToArray();
        return CallAsync(
            StorageOperation.ReplaceDocument,
            collection,
            id,
            documents => HasVersion(documents, id, version) ? Write(documents, id, copy) : null,
            cancellationToken);
    }

    public ValueTask<bool> DeleteAsync(
        string collection, string id, string version, CancellationToken cancellationToken) =>
        CallAsync(
            StorageOperation.DeleteDocument,
            collection,
            id,
            documents => HasVersion(documents, id, version) && documents.Remove(id),
            cancellationToken);

    public ValueTask<IReadOnlyList<Document>> ListAsync(
        string collection, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        StorageNames.CheckListing(collection, prefix, after);
        return gate.CallAsync(
            StorageOperation.ListDocuments,
            $"{collection}/{prefix}",
            () => List(collection, prefix, after, limit),
            cancellationToken);
    }

    private ValueTask<T> CallAsync<T>(
        StorageOperation operation,
        string collection,
        string id,
        Func<SortedDictionary<string, Document>, T> work,
        CancellationToken cancellationToken)
    {
        StorageNames.CheckCollection(collection);
        StorageNames.CheckDocument(id);
        return gate.CallAsync(operation, $"{collection}/{id}", Locked, cancellationToken);

        T Locked()
        {
            lock (disk.Sync)
            {
                meter.Transaction();
                return work(Collection(collection));
            }
        }
    }

    private SortedDictionary<string, Document> Collection(string collection)
    {
        if (!disk.Collections.TryGetValue(collection, out var documents))
            disk.Collections.Add(collection, documents = new(StringComparer.Ordinal));
        return documents;
    }

    private static Document? Get(SortedDictionary<string, Document> documents, string id) =>
        documents.GetValueOrDefault(id);

    private static bool HasVersion(SortedDictionary<string, Document> documents, string id, string version) =>
        documents.TryGetValue(id, out var document)
        && string.Equals(document.Version, version, StringComparison.Ordinal);

    private Document Write(SortedDictionary<string, Document> documents, string id, byte[] content) =>
        documents[id] = new Document(id, content, disk.NextVersion());

    private IReadOnlyList<Document> List(string collection, string prefix, string? after, int limit)
    {
        lock (disk.Sync)
        {
            meter.Transaction();
            long bytes = 0;
            return [.. Collection(collection).Values
                .Where(document => document.Id.StartsWith(prefix, StringComparison.Ordinal))
                .Where(document => after is null || string.CompareOrdinal(document.Id, after) > 0)
                .Take(limit)
                .TakeWhile(document => (bytes += document.Content.Length) - document.Content.Length
                    < Limits.MaxDocumentPageBytes)];
        }
    }
}
