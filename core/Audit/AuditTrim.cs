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
        long oldest = AuditPlace.HourOf(now - Limits.MaxAuditAge);
        long bytes = 0;
        await foreach (Document document in documents.ReadAllAsync(
            AuditStore.Collection, "", null, PageDocuments, cancellationToken))
        {
            bytes += Overhead + (document.Damage is null ? document.Content.Length : 0);
            if (bytes > Limits.MaxAuditBytes || AuditStore.HourOf(document.Id) < oldest)
            {
                await documents.DeleteAsync(
                    AuditStore.Collection, document.Id, document.Version, cancellationToken);
            }
        }
    }
}
