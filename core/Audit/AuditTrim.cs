using QueueService.Storage;

namespace QueueService.Audit;

/// <summary>Takes away what is too old, and what is beyond the size that the audit may have.</summary>
internal static class AuditTrim
{
    private const int PageDocuments = 64;

    /// <summary>What a document costs beside its content.</summary>
    private const int Overhead = 256;

    public static async Task RunAsync(
        IDocumentStore documents, DateTimeOffset now, CancellationToken cancellationToken)
    {
        long oldest = new AuditPlace((now - Limits.MaxAuditAge).ToUnixTimeMilliseconds(), 0, 0).HourNumber;
        long bytes = 0;
        string? after = null;
        IReadOnlyList<Document> page;
        do
        {
            page = await documents.ListAsync(AuditStore.Collection, "", after, PageDocuments, cancellationToken);
            foreach (Document document in page)
            {
                bytes += Overhead + (document.Damage is null ? document.Content.Length : 0);
                if (bytes > Limits.MaxAuditBytes || AuditStore.HourOf(document.Id) < oldest)
                {
                    await documents.DeleteAsync(
                        AuditStore.Collection, document.Id, document.Version, cancellationToken);
                }
            }

            after = page.Count > 0 ? page[^1].Id : null;
        }
        while (page.Count == PageDocuments);
    }
}
