using System.Runtime.CompilerServices;

namespace QueueService.Storage.Local;

/// <summary>Blobs as files, one each.</summary>
internal sealed class LocalBlobs(string folder, StorageThreads threads, StorageMeter meter) : IBlobStore
{
    public async ValueTask PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        await RunAsync(name, path =>
        {
            AtomicFile.Write(path, content);
            meter.Transaction(bytesWritten: content.Length);
            return true;
        });

    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken) =>
        await RunAsync<ReadOnlyMemory<byte>?>(name, path =>
        {
            if (!File.Exists(path))
                return null;
            byte[] content = File.ReadAllBytes(path);
            meter.Transaction(bytesRead: content.Length);
            return content;
        });

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => await RunAsync(name, path =>
    {
        if (Directory.Exists(Path.GetDirectoryName(path)))
            File.Delete(path);
        meter.Transaction();
        return true;
    });

    public async IAsyncEnumerable<BlobInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<BlobInfo> blobs = await threads.RunAsync(() => List(prefix));
        meter.Transaction();
        foreach (BlobInfo blob in blobs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return blob;
        }
    }

    private List<BlobInfo> List(string prefix)
    {
        // Only the folder that the prefix ends in can hold blobs that begin with it.
        string start = Path.Combine(folder, Path.GetDirectoryName(prefix) ?? "");
        if (!Directory.Exists(start))
            return [];
        return
        [
            .. new DirectoryInfo(start).EnumerateFiles("*", SearchOption.AllDirectories)
                .Where(file => !AtomicFile.IsTemporary(file.Name))
                .Select(file => new BlobInfo(Name(file), file.Length, new DateTimeOffset(file.LastWriteTimeUtc)))
                .Where(blob => blob.Name.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(blob => blob.Name, StringComparer.Ordinal),
        ];
    }

    private string Name(FileInfo file) => Path.GetRelativePath(folder, file.FullName).Replace('\\', '/');

    private async Task<T> RunAsync<T>(string name, Func<string, T> work)
    {
        StorageNames.CheckBlob(name);
        string path = Path.Combine(folder, name);
        try
        {
            return await threads.RunAsync(() => work(path));
        }
        catch (Exception error) when (IoErrors.IsIo(error))
        {
            throw IoErrors.Unavailable(path, error);
        }
    }
}
