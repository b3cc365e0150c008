namespace QueueService.Storage.Local;

/// <summary>Documents as files, one each, with all of a collection in memory once it was used.</summary>
internal sealed class LocalDocuments(string folder, StorageThreads threads, StorageMeter meter, RandomSource random)
    : IDocumentStore, IDisposable
{
    private readonly Dictionary<string, SortedDictionary<string, Document>> _collections = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async ValueTask<Document?> GetAsync(string collection, string id, CancellationToken cancellationToken)
    {
        StorageNames.CheckDocument(id);
        return await RunAsync(collection, documents => documents.GetValueOrDefault(id));
    }

    public async ValueTask<Document?> CreateAsync(
        string collection, string id, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        StorageNames.CheckDocument(id);
        return await RunAsync(
            collection, documents => documents.ContainsKey(id) ? null : Write(collection, documents, id, content));
    }

    public async ValueTask<Document?> ReplaceAsync(
        string collection, string id, ReadOnlyMemory<byte> content, string version, CancellationToken cancellationToken)
    {
        StorageNames.CheckDocument(id);
        return await RunAsync(
            collection, documents => Has(documents, id, version) ? Write(collection, documents, id, content) : null);
    }

    public async ValueTask<bool> DeleteAsync(
        string collection, string id, string version, CancellationToken cancellationToken)
    {
        StorageNames.CheckDocument(id);
        return await RunAsync(collection, documents =>
        {
            if (!Has(documents, id, version))
                return false;
            string path = Path.Combine(folder, collection, DocumentFile.Name(id));
            File.Delete(path);
            DirectorySync.Flush(Path.GetDirectoryName(path)!);
            meter.Transaction();
            return documents.Remove(id);
        });
    }

    public async ValueTask<IReadOnlyList<Document>> ListAsync(
        string collection, string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        await RunAsync<IReadOnlyList<Document>>(collection, documents =>
        [
            .. documents.Values
                .Where(document => document.Id.StartsWith(prefix, StringComparison.Ordinal)
                    && (after is null || string.CompareOrdinal(document.Id, after) > 0))
                .Take(limit),
        ]);

    public void Dispose() => _turn.Dispose();

    private static bool Has(SortedDictionary<string, Document> documents, string id, string version) =>
        documents.TryGetValue(id, out Document? document)
        && string.Equals(document.Version, version, StringComparison.Ordinal);

    private Document Write(
        string collection, SortedDictionary<string, Document> documents, string id, ReadOnlyMemory<byte> content)
    {
        Document document = new(id, content.ToArray(), random.NextUInt128().ToString("x32", null));
        byte[] file = DocumentFile.Encode(document);
        AtomicFile.Write(Path.Combine(folder, collection, DocumentFile.Name(id)), file);
        meter.Transaction(bytesWritten: file.Length);
        return documents[id] = document;
    }

    private SortedDictionary<string, Document> Load(string collection)
    {
        if (_collections.TryGetValue(collection, out SortedDictionary<string, Document>? documents))
            return documents;
        documents = new SortedDictionary<string, Document>(StringComparer.Ordinal);
        string path = Path.Combine(folder, collection);
        if (Directory.Exists(path))
        {
            foreach (string file in Directory.EnumerateFiles(path).Where(file => !AtomicFile.IsTemporary(file)))
            {
                Document document = DocumentFile.Decode(file, File.ReadAllBytes(file));
                documents.Add(document.Id, document);
                meter.Transaction(bytesRead: document.Content.Length);
            }
        }

        return _collections[collection] = documents;
    }

    private async Task<T> RunAsync<T>(string collection, Func<SortedDictionary<string, Document>, T> work)
    {
        StorageNames.CheckCollection(collection);
        await _turn.WaitAsync();
        try
        {
            // In memory already: only writing needs a thread that may wait for the disk, but it is rare.
            return await threads.RunAsync(() => work(Load(collection)));
        }
        catch (Exception error) when (IoErrors.IsIo(error))
        {
            // What is on the disk now is read again before anything is said about it.
            _collections.Remove(collection);
            throw IoErrors.Unavailable(Path.Combine(folder, collection), error);
        }
        finally
        {
            _turn.Release();
        }
    }
}
