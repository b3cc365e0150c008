using System.Runtime.CompilerServices;

namespace QueueService.Storage.Memory;

internal sealed class MemoryBlobs(MemoryDisk disk, MemoryGate gate, StorageMeter meter) : IBlobStore
{
    public async ValueTask PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        StorageNames.CheckBlob(name);
        var blob = new MemoryBlob(content.ToArray(), disk.Now);
        await gate.CallAsync(StorageOperation.PutBlob, name, () => Put(name, blob), cancellationToken);
    }

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken)
    {
        StorageNames.CheckBlob(name);
        return gate.CallAsync(StorageOperation.GetBlob, name, () => Get(name), cancellationToken);
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        StorageNames.CheckBlob(name);
        await gate.CallAsync(StorageOperation.DeleteBlob, name, () => Delete(name), cancellationToken);
    }

    public async IAsyncEnumerable<BlobInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var blobs = await gate.CallAsync(StorageOperation.ListBlobs, prefix, () => List(prefix), cancellationToken);
        foreach (var blob in blobs)
            yield return blob;
    }

    private bool Put(string name, MemoryBlob blob)
    {
        lock (disk.Sync)
        {
            meter.Transaction(bytesWritten: blob.Content.Length);
            disk.Blobs[name] = blob;
            return true;
        }
    }

    private ReadOnlyMemory<byte>? Get(string name)
    {
        lock (disk.Sync)
        {
            var content = disk.Blobs.GetValueOrDefault(name)?.Content;
            meter.Transaction(bytesRead: content?.Length ?? 0);
            return content is null ? default(ReadOnlyMemory<byte>?) : content;
        }
    }

    private bool Delete(string name)
    {
        lock (disk.Sync)
        {
            meter.Transaction();
            return disk.Blobs.Remove(name);
        }
    }

    private List<BlobInfo> List(string prefix)
    {
        lock (disk.Sync)
        {
            meter.Transaction();
            return [.. disk.Blobs
                .Where(blob => blob.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(blob => new BlobInfo(blob.Key, blob.Value.Content.Length, blob.Value.ModifiedAt))];
        }
    }
}
