using QueueService.Access.Policies;
using QueueService.Features;
using QueueService.Storage;

namespace QueueService.Access.Keys;

/// <summary>The keys that were given out, one document each.</summary>
internal sealed class KeyStore(IStore store)
{
    private const string Collection = "keys";

    private readonly IDocumentStore _documents = store.Documents;

    /// <exception cref="BrokerException"><c>StorageFull</c>: nothing new may be stored.</exception>
    public void TakeRoom() => store.TakeRoom();

    /// <summary>Refuses what programs could not read that may still be at work.</summary>
    /// <exception cref="BrokerException"><c>FeatureLevelRefused</c>.</exception>
    public async Task CheckLevelAsync(AccessPolicy policy, CancellationToken cancellationToken)
    {
        if (!policy.NamesExchanges)
            return;
        FeatureLevel level = await new FeatureLevelStore(_documents).ReadAsync(cancellationToken);
        if (level < FeatureLevel.Four)
        {
            throw new BrokerException(
                BrokerErrorCode.FeatureLevelRefused,
                $"Keys can name exchanges from feature level {FeatureLevel.Four} on; the store is at {level}. Raise it "
                + "with PUT /v1/service/feature-level once all instances run this version.");
        }
    }

    /// <summary>
    /// The key and the version of its document; throws <c>KeyNotFound</c> and <c>KeyDamaged</c>.
    /// </summary>
    public async Task<(KeyRecord Record, string Version)> GetAsync(string id, CancellationToken cancellationToken)
    {
        (KeyRecord? record, string version) = await FindAsync(id, cancellationToken);
        return record is null
            ? throw new AccessException(
                AccessErrorCode.KeyDamaged,
                "What is stored of this key is damaged, so that it opens nothing. Who may do everything can delete it.")
            : (record, version);
    }

    /// <summary>
    /// The key, null if its document is damaged, and the version of the document; throws <c>KeyNotFound</c>.
    /// </summary>
    public async Task<(KeyRecord? Record, string Version)> FindAsync(string id, CancellationToken cancellationToken)
    {
        Document? document = IsId(id) ? await _documents.FindAsync(Collection, id, cancellationToken) : null;
        if (document is null)
        {
            throw new AccessException(
                AccessErrorCode.KeyNotFound, "There is no such key. GET /v1/keys lists those that there are.");
        }

        try
        {
            return (KeyRecordCodec.Decode(document.Readable()), document.Version);
        }
        catch (StorageCorruptException)
        {
            return (null, document.Version);
        }
    }

    public async Task CreateAsync(KeyRecord record, CancellationToken cancellationToken)
    {
        if (await _documents.CreateAsync(
            Collection, record.Key.Id, KeyRecordCodec.Encode(record), cancellationToken) is null)
            throw new InvalidOperationException("A random key id is taken.");
    }

    /// <summary>False if somebody else has changed the key since this version.</summary>
    public async Task<bool> TryReplaceAsync(KeyRecord record, string version, CancellationToken cancellationToken) =>
        await _documents.ReplaceAsync(
            Collection, record.Key.Id, KeyRecordCodec.Encode(record), version, cancellationToken) is not null;

    /// <summary>False if somebody else has changed the key since this version.</summary>
    public ValueTask<bool> TryDeleteAsync(string id, string version, CancellationToken cancellationToken) =>
        _documents.DeleteAsync(Collection, id, version, cancellationToken);

    /// <summary>All keys; one storage call unless they are very long.</summary>
    public async ValueTask<IReadOnlyList<Document>> ListAsync(CancellationToken cancellationToken) =>
        await _documents.ReadAllAsync(Collection, "", null, Limits.MaxAccessKeys, cancellationToken)
            .Take(Limits.MaxAccessKeys)
            .ToListAsync(cancellationToken);

    private static bool IsId(string text) => text.Length is > 0 and <= 128 && text.All(char.IsAsciiLetterOrDigit);
}
