namespace QueueService.Storage;

/// <summary>
/// Documents of a store that may carry a write out twice and give the second answer, which says that the document is
/// taken, changed or gone although the first time did what was asked. Such an answer is judged by what is there then:
/// the very content that was to be written was written by this call. Two processes that write the same content at once
/// may both be told that theirs was; where only one of them may be, the content names the process or a random id.
/// </summary>
/// <remarks>What was written first and changed by somebody else before the second time cannot be told from
/// here.</remarks>
internal sealed class CertainDocuments(IDocumentStore store) : IDocumentStore
{
    public ValueTask<Document?> GetAsync(string collection, string id, CancellationToken cancellationToken) =>
        store.GetAsync(collection, id, cancellationToken);

    public async ValueTask<Document?> CreateAsync(
        string collection, string id, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        await store.CreateAsync(collection, id, content, cancellationToken)
            ?? await FindWrittenAsync(collection, id, content);

    public async ValueTask<Document?> ReplaceAsync(
        string collection,
        string id,
        ReadOnlyMemory<byte> content,
        string version,
        CancellationToken cancellationToken) =>
        await store.ReplaceAsync(collection, id, content, version, cancellationToken)
            ?? await FindWrittenAsync(collection, id, content);

    public async ValueTask<bool> DeleteAsync(
        string collection, string id, string version, CancellationToken cancellationToken) =>
        await store.DeleteAsync(collection, id, version, cancellationToken)
            || await LookAsync(collection, id) is null;

    public ValueTask<IReadOnlyList<Document>> ListAsync(
        string collection, string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(collection, prefix, after, limit, cancellationToken);

    private async ValueTask<Document?> FindWrittenAsync(string collection, string id, ReadOnlyMemory<byte> content) =>
        await LookAsync(collection, id) is { } found && found.Content.Span.SequenceEqual(content.Span) ? found : null;

    /// <summary>A write has been sent: the look at what became of it is not given up with the caller.</summary>
    private async ValueTask<Document?> LookAsync(string collection, string id)
    {
        try
        {
            return await store.GetAsync(collection, id, CancellationToken.None);
        }
        catch (StorageUnavailableException exception)
        {
            throw new StorageUnavailableException(exception.Message, exception)
            {
                RetryAfter = exception.RetryAfter,
                IsOutcomeUnknown = true,
            };
        }
    }
}
