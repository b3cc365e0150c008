using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using QueueService.Storage;

namespace QueueService.Access.Keys;

/// <summary>
/// The keys in memory: one listing of the store serves all requests of some seconds. Nothing is read while nobody asks.
/// A key that was taken back or changed elsewhere counts no longer than <see cref="UsableFor"/>; if the store does not
/// answer for that long, nobody is let in.
/// </summary>
internal sealed partial class KeyCache(KeyStore store, MasterKey masterKey, TimeProvider time, ILogger logger)
{
    /// <summary>From then on the next request has the keys read again, without waiting for it.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(4);

    /// <summary>Promised are ten seconds.</summary>
    private static readonly TimeSpan UsableFor = TimeSpan.FromSeconds(9);

    /// <summary>
    /// An unknown id may be that of a key that was just made elsewhere; but whoever sends made-up ids shall not have
    /// the store read at their own rate.
    /// </summary>
    private static readonly TimeSpan UnknownFor = TimeSpan.FromSeconds(1);

    /// <summary>A store that does not answer is not asked at the rate of the requests.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private volatile KeySnapshot _snapshot = KeySnapshot.Empty;
    private Task? _loading;
    private long _loadedAt;

    /// <summary>As of the last listing.</summary>
    public IReadOnlyList<KeySnapshot.Entry> Entries => _snapshot.Keys.Values;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Whether there is a key of this id, as of the last listing.</summary>
    public bool Has(string id) => _snapshot.Keys.ContainsKey(id);

    /// <summary>The key of an id, or null.</summary>
    public ValueTask<ActiveKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        KeySnapshot snapshot = _snapshot;
        TimeSpan age = time.GetElapsedTime(snapshot.TakenAt);
        if (ReferenceEquals(snapshot, KeySnapshot.Empty) || age >= UsableFor)
            return LoadAndFindAsync(id, cancellationToken);
        if (snapshot.Keys.TryGetValue(id, out KeySnapshot.Entry? entry))
        {
            if (age >= FreshFor && time.GetElapsedTime(Volatile.Read(ref _loadedAt)) >= RetryAfter)
                _ = LoadQuietlyAsync();
            return new ValueTask<ActiveKey?>(entry.Key);
        }

        return age < UnknownFor ? default : LoadAndFindAsync(id, cancellationToken);
    }

    /// <summary>Writes down that a key was used; if that fails, its next use within an hour's time does.</summary>
    public async Task NoteUseAsync(string id, DateTimeOffset usedAt)
    {
        try
        {
            (KeyRecord record, string version) = await store.GetAsync(id, CancellationToken.None);
            await store.TryReplaceAsync(
                record with { Key = record.Key with { LastUsedAt = usedAt } }, version, CancellationToken.None);
        }
        catch (Exception exception)
            when (exception is StorageUnavailableException or StorageCorruptException or NewerFormatException
                or AccessException)
        {
            LogNoUse(logger, id, exception.Message);
        }
    }

    /// <summary>Reads all keys, once for all who ask at the same time.</summary>
    public Task LoadAsync()
    {
        lock (_lock)
        {
            if (_loading is { IsCompleted: false } loading)
                return loading;
            Volatile.Write(ref _loadedAt, time.GetTimestamp());
            return _loading = ReadAsync();
        }
    }

    /// <summary>
    /// Reads all keys after what was just stored. What is stored stays so if that fails; then it counts a little later.
    /// </summary>
    public async Task ReloadAsync()
    {
        // A listing that is under way may have begun too early.
        await LoadQuietlyAsync();
        await LoadQuietlyAsync();
    }

    private async ValueTask<ActiveKey?> LoadAndFindAsync(string id, CancellationToken cancellationToken)
    {
        await LoadAsync().WaitAsync(cancellationToken);
        return _snapshot.Keys.GetValueOrDefault(id)?.Key;
    }

    private async Task LoadQuietlyAsync()
    {
        try
        {
            await LoadAsync();
        }
        catch (Exception exception) when (exception is StorageUnavailableException or StorageCorruptException)
        {
            LogStale(logger, exception.Message);
        }
    }

    private async Task ReadAsync()
    {
        KeySnapshot before = _snapshot;
        long takenAt = time.GetTimestamp();
        IReadOnlyList<Document> documents = await store.ListAsync(CancellationToken.None);
        _snapshot = new KeySnapshot(
            documents.Select(document => Read(document, before.Keys.GetValueOrDefault(document.Id)))
                .ToFrozenDictionary(entry => entry.Document.Id, StringComparer.Ordinal),
            takenAt);
    }

    /// <summary>One key that cannot be read must not shut out the others.</summary>
    private KeySnapshot.Entry Read(Document document, KeySnapshot.Entry? before)
    {
        if (string.Equals(before?.Document.Version, document.Version, StringComparison.Ordinal))
            return before!;
        KeyRecord record;
        try
        {
            record = KeyRecordCodec.Decode(document.Readable());
        }
        catch (Exception exception) when (exception is StorageCorruptException or NewerFormatException)
        {
            LogUnreadable(logger, document.Id, exception.Message);
            return new KeySnapshot.Entry(document, null, null);
        }

        ActiveKey? active = Open(record);
        if (active is null)
            LogUnreadable(logger, document.Id, "it was not sealed by Access:MasterKey, nor by the one before it.");
        return new KeySnapshot.Entry(document, record, active);
    }

    private ActiveKey? Open(KeyRecord record)
    {
        AccessKey key = record.Key;
        if (masterKey.Open(key.Id, record.Secret.Span) is not { } secret)
            return null;
        byte[]? previous = record.PreviousSecret.IsEmpty
            ? null
            : masterKey.Open(key.Id, record.PreviousSecret.Span);
        return new ActiveKey(
            new AccessPrincipal(key.Id, key.Policy) { Name = key.Name, ExpiresAt = key.ExpiresAt, Keys = this },
            new KeySecret(secret),
            previous is null ? null : new KeySecret(previous),
            key.PreviousSecretUntil,
            key.ExpiresAt,
            key.LastUsedAt,
            key.IsEnabled);
    }

    [LoggerMessage(LogLevel.Warning, "Access keys cannot be read again: {Reason}")]
    private static partial void LogStale(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "The last use of access key {Id} was not written down: {Reason}")]
    private static partial void LogNoUse(ILogger logger, string id, string reason);

    [LoggerMessage(LogLevel.Error, "Access key {Id} is of no use: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string id, string reason);
}
