using QueueService.Storage;

namespace QueueService.Queues;

/// <summary>
/// The random key of the service that receipt handles are authenticated with; made at the first start.
/// </summary>
internal static class ServiceSecret
{
    private const string Collection = "service";
    private const string Id = "receipt-key";
    private const int Length = 32;

    public static async Task<byte[]> GetOrCreateAsync(
        IDocumentStore documents, RandomSource random, CancellationToken cancellationToken)
    {
        Document? stored = await documents.GetAsync(Collection, Id, cancellationToken);
        if (stored is null)
        {
            byte[] key = new byte[Length];
            random.Fill(key);
            stored = await documents.CreateAsync(Collection, Id, key, cancellationToken)
                ?? await documents.GetAsync(Collection, Id, cancellationToken);
        }

        return stored?.Content.Length == Length
            ? stored.Content.ToArray()
            : throw new StorageCorruptException($"The document '{Collection}/{Id}' is not a key of {Length} bytes.");
    }
}
