namespace QueueService.Storage;

internal static class DocumentSearch
{
    /// <summary>
    /// The document, or null. One that cannot be read is found with its <see cref="Document.Damage"/>, for callers that
    /// have something better to put in its place.
    /// </summary>
    public static async ValueTask<Document?> FindAsync(
        this IDocumentStore documents, string collection, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await documents.GetAsync(collection, id, cancellationToken);
        }
        catch (StorageCorruptException)
        {
            IReadOnlyList<Document> found = await documents.ListAsync(collection, id, null, 1, cancellationToken);
            if (found.Count == 0 || !string.Equals(found[0].Id, id, StringComparison.Ordinal))
                throw;
            return found[0];
        }
    }
}
