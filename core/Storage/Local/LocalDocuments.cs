using System.Collections.Concurrent;

namespace QueueService.Storage.Local;

/// <summary>One folder a collection, one file a document.</summary>
internal sealed class LocalDocuments(string folder, AtomicFile files, RandomSource random, StorageThreads threads)
    : IDocumentStore
{
    private readonly ConcurrentDictionary<string, DocumentCollection> _collections = new(StringComparer.Ordinal);

    public ValueTask<Document?> GetAsync(string collection, string id, CancellationToken cancellationToken)
    {
        StorageNames.CheckDocument(id);
        return RunAsync(collection, documents => documents.Get(id), cancellationToken);
    }

    public ValueTask<Document?> CreateAsync(
        string collection, string id, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        StorageNames.CheckDocument(id);
        return RunAsync(collection, documents => documents.Create(id, content), cancellationToken);
    }

    public ValueTask<Document?> ReplaceAsync(
        string collection, string id, ReadOnlyMemory<byte> content, string version, CancellationToken cancellationToken)
    {
        StorageNames.CheckDocument(id);
        return RunAsync(collection, documents => documents.Replace(id, content, version), cancellationToken);
    }

    public ValueTask<bool> DeleteAsync(
        string collection, string id, string version, CancellationToken cancellationToken)
    {
        StorageNames.CheckDocument(id);
        return RunAsync(collection, documents => documents.Delete(id, version), cancellationToken);
    }

    public ValueTask<IReadOnlyList<Document>> ListAsync(
        string collection, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        StorageNames.CheckListing(collection, prefix, after);
        return RunAsync(collection, documents => documents.List(prefix, after, limit), cancellationToken);
    }

    private async ValueTask<T> RunAsync<T>(
        string collection, Func<DocumentCollection, T> work, CancellationToken cancellationToken)
    {
        StorageNames.CheckCollection(collection);
        var documents = _collections.GetOrAdd(
            collection, name => new DocumentCollection(Path.Combine(folder, name), files, random));
        await documents.Turn.WaitAsync(cancellationToken);
        try
        {
            return await threads.RunAsync(() => work(documents));
        }
        catch (Exception error) when (IoErrors.IsIo(error))
        {
            throw IoErrors.Unavailable(documents.Folder, error);
        }
        finally
        {
            documents.Turn.Release();
        }
    }
}
