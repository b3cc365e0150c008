using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace QueueService.Backup;

/// <summary>Copies the blobs of a container, several at a time.</summary>
internal static class BlobCopy
{
    private const int AtOnce = 8;

    /// <returns>The number of blobs.</returns>
    public static async Task<int> RunAsync(
        BlobContainerClient from, BlobContainerClient to, CancellationToken cancellation)
    {
        int blobs = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(from.GetBlobsAsync(cancellationToken: cancellation), options, async (blob, stop) =>
        {
            BlobDownloadResult content = await from.GetBlobClient(blob.Name).DownloadContentAsync(stop);
            await to.GetBlobClient(blob.Name).UploadAsync(content.Content, overwrite: true, stop);
            Interlocked.Increment(ref blobs);
        });
        return blobs;
    }
}
