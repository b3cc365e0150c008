using QueueService.Access.Policies;
using QueueService.Storage;

namespace QueueService.Access.Keys;

/// <summary>
/// Gives out, changes and takes back keys. Here it counts at once, in other processes within ten seconds. Whether
/// somebody may manage keys at all is asked before.
/// </summary>
public sealed class KeyAdministration
{
    private readonly KeyStore _store;
    private readonly KeyCache _cache;
    private readonly MasterKey _masterKey;
    private readonly TimeProvider _time;
    private readonly RandomSource _random;

    internal KeyAdministration(
        KeyStore store, KeyCache cache, MasterKey masterKey, TimeProvider time, RandomSource random)
    {
        _store = store;
        _cache = cache;
        _masterKey = masterKey;
        _time = time;
        _random = random;
    }

    /// <summary>Keys by ordinal order of their ids, but for those that are damaged: the cache logs these.</summary>
    public async Task<IReadOnlyList<AccessKey>> ListAsync(CancellationToken cancellationToken)
    {
        List<AccessKey> keys = [];
        foreach (Document document in await _store.ListAsync(cancellationToken))
        {
            try
            {
                keys.Add(KeyRecordCodec.Decode(document.Readable()).Key);
            }
            catch (StorageCorruptException)
            {
                // It opens nothing, and must not hide the others from those who manage them.
            }
        }

        return keys;
    }

    public async Task<AccessKey> GetAsync(string id, CancellationToken cancellationToken) =>
        (await _store.GetAsync(id, cancellationToken)).Record.Key;

    /// <summary>Makes a key; throws <c>InvalidKeySetting</c>, <c>TooManyKeys</c> and <c>AccessDenied</c>.</summary>
    public async Task<IssuedKey> CreateAsync(AccessPrincipal actor, NewKey wanted, CancellationToken cancellationToken)
    {
        _store.TakeRoom();
        DateTimeOffset now = Now();
        KeyRules.CheckName(wanted.Name);
        KeyRules.CheckExpiry(wanted.ExpiresAt, now);
        KeyRules.CheckPolicy(wanted.Policy);
        KeyRules.CheckCovers(actor, wanted.Policy);
        await _store.CheckLevelAsync(wanted.Policy, cancellationToken);
        if ((await _store.ListAsync(cancellationToken)).Count >= Limits.MaxAccessKeys)
        {
            throw new AccessException(
                AccessErrorCode.TooManyKeys,
                $"There are {Limits.MaxAccessKeys} keys, the most there can be. Delete those that are not used.");
        }

        AccessKey key = new()
        {
            Id = KeySecrets.NewId(_random),
            Name = wanted.Name,
            Policy = wanted.Policy,
            CreatedAt = now,
            CreatedBy = actor.Id,
            ExpiresAt = wanted.ExpiresAt,
            RotatedAt = now,
        };
        byte[] secret = KeySecrets.NewSecret(_random);
        await _store.CreateAsync(new KeyRecord(key, Seal(key.Id, secret), default), cancellationToken);
        await _cache.ReloadAsync();
        return new IssuedKey(key, new KeySecret(secret));
    }

    /// <summary>Changes a key; throws <c>KeyNotFound</c>, <c>InvalidKeySetting</c> and <c>AccessDenied</c>.</summary>
    public async Task<AccessKey> UpdateAsync(
        AccessPrincipal actor, string id, KeyChange change, CancellationToken cancellationToken)
    {
        _store.TakeRoom();
        if (change.Name is { } name)
            KeyRules.CheckName(name);
        if (change.ChangesExpiry)
            KeyRules.CheckExpiry(change.ExpiresAt, Now());
        if (change.Policy is { } policy)
        {
            KeyRules.CheckPolicy(policy);
            KeyRules.CheckCovers(actor, policy);
            await _store.CheckLevelAsync(policy, cancellationToken);
        }

        KeyRecord changed = await ReplaceAsync(
            actor,
            id,
            record => record with
            {
                Key = record.Key with
                {
                    Name = change.Name ?? record.Key.Name,
                    Policy = change.Policy ?? record.Key.Policy,
                    IsEnabled = change.IsEnabled ?? record.Key.IsEnabled,
                    ExpiresAt = change.ChangesExpiry ? change.ExpiresAt : record.Key.ExpiresAt,
                },
            },
            cancellationToken);
        return changed.Key;
    }

    /// <summary>Gives a key another secret.</summary>
    /// <param name="keepOld">How long the old one works too: 0 s..7 days.</param>
    public async Task<IssuedKey> RotateAsync(
        AccessPrincipal actor, string id, TimeSpan keepOld, CancellationToken cancellationToken)
    {
        _store.TakeRoom();
        KeyRules.CheckKeepOld(keepOld);
        byte[] secret = KeySecrets.NewSecret(_random);
        ReadOnlyMemory<byte> box = Seal(id, secret);
        KeyRecord changed = await ReplaceAsync(
            actor,
            id,
            record =>
            {
                // Done by an earlier try whose answer said otherwise: the old secret must not be taken for the new one.
                if (record.Secret.Span.SequenceEqual(box.Span))
                    return record;
                DateTimeOffset now = Now();
                return new KeyRecord(
                    record.Key with
                    {
                        RotatedAt = now,
                        PreviousSecretUntil = keepOld > TimeSpan.Zero ? now + keepOld : null,
                    },
                    box,
                    keepOld > TimeSpan.Zero ? record.Secret : default);
            },
            cancellationToken);
        return new IssuedKey(changed.Key, new KeySecret(secret));
    }

    /// <summary>
    /// Takes a key back for good; throws <c>KeyNotFound</c> and <c>AccessDenied</c>. Of one that is damaged nobody
    /// knows what it allowed, so that only those who may do everything delete it.
    /// </summary>
    public async Task DeleteAsync(AccessPrincipal actor, string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            (KeyRecord? record, string version) = await _store.FindAsync(id, cancellationToken);
            KeyRules.CheckCovers(actor, record?.Key.Policy ?? AccessPolicy.Everything);
            if (await _store.TryDeleteAsync(id, version, cancellationToken))
                break;
        }

        await _cache.ReloadAsync();
    }

    /// <summary>
    /// Seals with the master key what the one before it has sealed, so that that one is needed no longer. What another
    /// process changes meanwhile it has sealed itself, or does when it starts.
    /// </summary>
    internal async Task ResealAsync()
    {
        foreach (KeySnapshot.Entry entry in _cache.Entries)
        {
            if (entry is not { Key: { } key, Record: { } record } || _masterKey.IsCurrent(record.Secret.Span))
                continue;
            DateTimeOffset now = Now();
            KeyRecord resealed = new(
                record.Key,
                Seal(record.Key.Id, key.Secret.Utf8),
                key.PreviousAt(now) is { } previous ? Seal(record.Key.Id, previous.Utf8) : default);
            await _store.TryReplaceAsync(resealed, entry.Document.Version, CancellationToken.None);
        }
    }

    private async Task<KeyRecord> ReplaceAsync(
        AccessPrincipal actor, string id, Func<KeyRecord, KeyRecord> change, CancellationToken cancellationToken)
    {
        KeyRecord changed;
        string version;
        do
        {
            (KeyRecord record, version) = await _store.GetAsync(id, cancellationToken);
            KeyRules.CheckCovers(actor, record.Key.Policy);
            changed = change(record);
        }
        while (!await _store.TryReplaceAsync(changed, version, cancellationToken));
        await _cache.ReloadAsync();
        return changed;
    }

    private byte[] Seal(string id, ReadOnlySpan<byte> secret) => _masterKey.Seal(id, secret, _random);

    /// <summary>To the millisecond, as it is stored.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
}
