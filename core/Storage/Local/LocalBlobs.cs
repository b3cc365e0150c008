using System.Runtime.CompilerServices;

namespace QueueService.Storage.Local;

/// <summary>
/// One file a blob, all in one folder. Their names are kept in memory, sorted, so that those of one partition are found
/// without looking at all.
/// </summary>
internal sealed class LocalBlobs(string folder, AtomicFile files, StorageThreads threads) : IBlobStore
{
    // Keeps names that Windows reserves, such as con or nul, from being file names.
    private const string Prefix = "b.";

    private readonly Lock _sync = new();

    // Null until they are read from the folder, and again after a failure that leaves the folder in doubt.
    private SortedSet<string>? _names;

    public async ValueTask PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        StorageNames.CheckBlob(name);
        await RunAsync(
            () =>
            {
                Change(name, isThere: true, () => files.Write(PathOf(name), content));
                return true;
            },
            cancellationToken);
    }

    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken)
    {
        StorageNames.CheckBlob(name);
        return await RunAsync(() => files.Read(PathOf(name), Array.MaxLength), cancellationToken) is { } content
            ? content
            : default(ReadOnlyMemory<byte>?);
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        StorageNames.CheckBlob(name);
        await RunAsync(
            () =>
            {
                Change(name, isThere: false, () => files.Delete(PathOf(name)));
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

    private void Change(string name, bool isThere, Action change)
    {
        var isDone = false;
        try
        {
            change();
            isDone = true;
        }
        finally
        {
            lock (_sync)
            {
                if (!isDone)
                    _names = null;
                else if (isThere)
                    _names?.Add(name);
                else
                    _names?.Remove(name);
            }
        }
    }

    private List<BlobInfo> List(string prefix)
    {
        string[] names;
        lock (_sync)
            names = [.. (_names ??= ReadNames()).GetViewBetween(prefix, prefix + char.MaxValue)];
        var blobs = new List<BlobInfo>(names.Length);
        foreach (var name in names)
        {
            var file = new FileInfo(PathOf(name));
            if (file.Exists)
                blobs.Add(new BlobInfo(name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc)));
        }

        return blobs;
    }

    private SortedSet<string> ReadNames() => new(
        new DirectoryInfo(folder).EnumerateFiles(Prefix + "*")
            .Select(file => file.Name[Prefix.Length..].Replace('_', '/')),
        StringComparer.Ordinal);

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
