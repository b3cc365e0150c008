using System.Runtime.CompilerServices;

namespace QueueService.Storage.Local;

/// <summary>One file a blob, all in one folder.</summary>
internal sealed class LocalBlobs(string folder, AtomicFile files, StorageThreads threads) : IBlobStore
{
    // Keeps names that Windows reserves, such as con or nul, from being file names.
    private const string Prefix = "b.";

    public async ValueTask PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        StorageNames.CheckBlob(name);
        await RunAsync(
            () =>
            {
                files.Write(PathOf(name), content);
                return true;
            },
            cancellationToken);
    }

    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken)
    {
        StorageNames.CheckBlob(name);
        return await RunAsync(() => files.Read(PathOf(name)), cancellationToken) is { } content
            ? content
            : default(ReadOnlyMemory<byte>?);
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        StorageNames.CheckBlob(name);
        await RunAsync(
            () =>
            {
                files.Delete(PathOf(name));
                return true;
            },
            cancellationToken);
    }

    public async IAsyncEnumerable<BlobInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var blob in await RunAsync(() => List(prefix), cancellationToken))
            yield return blob;
    }

    private string PathOf(string name) => Path.Combine(folder, Prefix + name.Replace('/', '_'));

    private List<BlobInfo> List(string prefix)
    {
        var blobs = new List<BlobInfo>();
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
        {
            var name = file.Name[Prefix.Length..].Replace('_', '/');
            if (name.StartsWith(prefix, StringComparison.Ordinal) && file.Exists)
                blobs.Add(new BlobInfo(name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc)));
        }

        blobs.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return blobs;
    }

    private async ValueTask<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await threads.RunAsync(work);
        }
        catch (Exception error) when (IoErrors.IsIo(error))
        {
            throw IoErrors.Unavailable(folder, error);
        }
    }
}
