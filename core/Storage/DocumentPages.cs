using System.Runtime.CompilerServices;

namespace QueueService.Storage;

internal static class DocumentPages
{
    /// <summary>
    /// All documents that <see cref="IDocumentStore.ListAsync"/> lists, in their order; one storage call for each page.
    /// The next page is asked for only when all of the one before is used.
    /// </summary>
    public static async IAsyncEnumerable<Document> ReadAllAsync(
        this IDocumentStore documents,
        string collection,
        string prefix,
        string? after,
        int pageSize,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<Document> page;
        do
        {
            page = await documents.ListAsync(collection, prefix, after, pageSize, cancellationToken);
            foreach (Document document in page)
            {
                after = document.Id;
                yield return document;
            }
        }
        while (IsFull(page, pageSize));
    }

    /// <summary>Whether a page that was read so far ends here, with more to come behind it perhaps.</summary>
    public static bool IsFull(IReadOnlyCollection<Document> page, int limit) =>
        page.Count >= limit || page.Sum(document => (long)document.Content.Length) >= Limits.MaxDocumentPageBytes;
}
