using System.Runtime.CompilerServices;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace QueueService.Storage.Azure;

/// <summary>Blobs in one folder of a container.</summary>
internal sealed class AzureBlobs(BlobContainerClient container, string folder) : IBlobStore
{
    private string Place => $"container '{container.Name}'";

    public async ValueTask PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Require(StoreOutcome.Done, await TryPutAsync(name, content, cancellationToken));

    /// <summary>Stores a blob and says what came of it; the bytes may be there also when it was not done.</summary>
    public ValueTask<StoreAnswer> TryPutAsync(
        string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        SendAsync(
            () => Client(name).UploadAsync(BinaryData.FromBytes(content), overwrite: true, cancellationToken),
            cancellationToken);

    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            using BlobDownloadStreamingResult blob = await Client(name)
                .DownloadStreamingAsync(cancellationToken: cancellationToken);
            var content = new byte[blob.Details.ContentLength];
            await blob.Content.ReadExactlyAsync(content, cancellationToken);
            return content;
        }
        catch (Exception exception) when (StoreAnswers.IsFailure(exception, cancellationToken))
        {
            var answer = StoreAnswers.FromException(exception);
            return answer.Outcome == StoreOutcome.NotFound ? null : throw Failed(answer);
        }
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken) => Require(
        StoreOutcome.NotFound,
        await SendAsync(() => Client(name).DeleteAsync(cancellationToken: cancellationToken), cancellationToken));

    public async IAsyncEnumerable<BlobInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var blobs = container.GetBlobsAsync(BlobTraits.None, BlobStates.None, folder + prefix, cancellationToken);
        await using var pages = blobs.AsPages().GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(pages, cancellationToken))
        {
            foreach (var blob in pages.Current.Values)
                yield return Info(blob);
        }
    }

    /// <summary>Creates the container if it does not exist.</summary>
    public async ValueTask CreateContainerAsync(CancellationToken cancellationToken) => Require(
        StoreOutcome.AlreadyExists,
        await SendAsync(() => container.CreateAsync(cancellationToken: cancellationToken), cancellationToken));

    /// <summary>The exception for an outcome that the caller has no name for.</summary>
    public StorageUnavailableException Failed(StoreAnswer answer) => StoreAnswers.ToException(answer, Place);

    private static async ValueTask<StoreAnswer> SendAsync(Func<Task> send, CancellationToken cancellationToken)
    {
        try
        {
            await send();
            return StoreAnswer.Done;
        }
        catch (Exception exception) when (StoreAnswers.IsFailure(exception, cancellationToken))
        {
            return StoreAnswers.FromException(exception);
        }
    }

    /// <summary>Throws unless it was done, or came to what is as good for the caller.</summary>
    private void Require(StoreOutcome asGood, StoreAnswer answer)
    {
        if (answer.Outcome != StoreOutcome.Done && answer.Outcome != asGood)
            throw Failed(answer);
    }

    private async ValueTask<bool> NextAsync(
        IAsyncEnumerator<global::Azure.Page<BlobItem>> pages, CancellationToken cancellationToken)
    {
        try
        {
            return await pages.MoveNextAsync();
        }
        catch (Exception exception) when (StoreAnswers.IsFailure(exception, cancellationToken))
        {
            throw Failed(StoreAnswers.FromException(exception));
        }
    }

    private BlobInfo Info(BlobItem blob) =>
        blob.Properties is { ContentLength: { } length, LastModified: { } modified }
            ? new BlobInfo(blob.Name[folder.Length..], length, modified)
            : throw new StorageCorruptException($"The listing of {Place} lacks length or time of '{blob.Name}'.");

    private BlobClient Client(string name)
    {
        StorageNames.CheckBlob(name);
        return container.GetBlobClient(folder + name);
    }
}
