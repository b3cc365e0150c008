using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using QueueService.Features;
using QueueService.Partitions.Drafts;
using QueueService.Storage;

namespace QueueService.Queues.Catalog;

/// <summary>
/// The queues that exist, one document each. What was read is remembered: that a queue has been deleted or changed
/// elsewhere shows in its partitions, whose logs every command is checked against. A process that is too old for the
/// store finds none: every look ends with <see cref="NewerFormatException"/>.
/// </summary>
internal sealed class QueueCatalog(IDocumentStore documents, FeatureGate features)
{
    private const string Collection = "queues";
    private readonly ConcurrentDictionary<QueueName, QueueRecord> _known = new();
    private readonly ConcurrentDictionary<ulong, QueueName> _names = new();
    private long _changes;

    /// <summary>How often this process has written here; what was read before may be old.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>The queue as it was last seen; throws <c>QueueNotFound</c>.</summary>
    public async ValueTask<QueueRecord> GetAsync(QueueName name, CancellationToken cancellationToken)
    {
        features.Check();
        if (_known.TryGetValue(name, out QueueRecord? known))
            return known;
        return (await ReadExistingAsync(name, cancellationToken)).Record;
    }

    /// <summary>The queue as it was last seen; null if it was not.</summary>
    public QueueRecord? FindKnown(QueueName name) => _known.GetValueOrDefault(name);

    /// <summary>Which queue this is, if it was seen lately.</summary>
    public QueueName? FindName(ulong incarnation) =>
        _names.TryGetValue(incarnation, out QueueName name) ? name : null;

    /// <summary>The queue as it is stored, and the version of its document; null if there is none.</summary>
    public async ValueTask<(QueueRecord Record, string Version)?> ReadAsync(
        QueueName name, CancellationToken cancellationToken)
    {
        features.Check();
        try
        {
            if (await documents.GetAsync(Collection, name.Value, cancellationToken) is { } document)
                return (Remember(QueueRecordCodec.Decode(document)), document.Version);
        }
        catch (StorageCorruptException damage)
        {
            throw BrokerException.QueueDamaged(name, damage);
        }

        Forget(name);
        return null;
    }

    /// <summary>The queue as it is stored, and the version of its document; throws <c>QueueNotFound</c>.</summary>
    public async ValueTask<(QueueRecord Record, string Version)> ReadExistingAsync(
        QueueName name, CancellationToken cancellationToken) =>
        await ReadAsync(name, cancellationToken) is { Record.IsDeleting: false } stored
            ? stored
            : throw BrokerException.QueueNotFound(name);

    /// <summary>
    /// Why a queue that the catalog had cannot be used, as its partitions say: it is being deleted just now, or its log
    /// is gone though nobody has deleted it.
    /// </summary>
    public async ValueTask<BrokerException> ExplainAsync(QueueRecord closed, CancellationToken cancellationToken)
    {
        Forget(closed);
        bool isThere = await ReadAsync(closed.Name, cancellationToken) is { Record: { IsDeleting: false } now }
            && now.Incarnation == closed.Incarnation;
        return isThere
            ? BrokerException.QueueDamaged(
                closed.Name, new StorageCorruptException($"Queue '{closed.Name}' is in the catalog, but has no log."))
            : BrokerException.QueueNotFound(closed.Name);
    }

    /// <summary>Where messages of a queue are moved to; null if it does not exist.</summary>
    public async Task<MoveTarget?> FindTargetAsync(QueueName name, CancellationToken cancellationToken) =>
        await ReadAsync(name, cancellationToken) is { Record: { IsDeleting: false } record } ? record.Target : null;

    /// <summary>False if the name is taken.</summary>
    public async ValueTask<bool> TryCreateAsync(QueueRecord record, CancellationToken cancellationToken)
    {
        try
        {
            Document? document = await documents.CreateAsync(
                Collection, record.Name.Value, QueueRecordCodec.Encode(record), cancellationToken);
            if (document is not null)
                Remember(record);
            return document is not null;
        }
        finally
        {
            Interlocked.Increment(ref _changes);
        }
    }

    /// <summary>The new version of the document; null if it is not of this version any more.</summary>
    public async ValueTask<string?> TryReplaceAsync(
        QueueRecord record, string version, CancellationToken cancellationToken)
    {
        try
        {
            Document? document = await documents.ReplaceAsync(
                Collection, record.Name.Value, QueueRecordCodec.Encode(record), version, cancellationToken);
            if (document is not null)
                Remember(record);
            return document?.Version;
        }
        finally
        {
            Interlocked.Increment(ref _changes);
        }
    }

    /// <summary>Deletes the document of a queue that was marked as deleting.</summary>
    public async ValueTask DeleteAsync(QueueName name, string version, CancellationToken cancellationToken)
    {
        try
        {
            await documents.DeleteAsync(Collection, name.Value, version, cancellationToken);
            Forget(name);
        }
        finally
        {
            Interlocked.Increment(ref _changes);
        }
    }

    /// <summary>Forgets what was seen, unless something newer was seen since.</summary>
    public void Forget(QueueRecord record)
    {
        if (_known.TryRemove(KeyValuePair.Create(record.Name, record)))
            _names.TryRemove(record.Incarnation, out _);
    }

    /// <summary>
    /// A page of queues by ordinal order of their names, those being deleted included; without a record those whose
    /// document is damaged. It ends sooner once the records have <see cref="Limits.MaxAnswerBytes"/>.
    /// </summary>
    /// <param name="isOfNames">True to leave out the records.</param>
    public async Task<Page<CatalogEntry>> ListAsync(
        string prefix, string? after, int limit, bool isOfNames, CancellationToken cancellationToken)
    {
        features.Check();

        // Clients may ask for any prefix, a store only for one of the characters of ids.
        if (!QueueName.MayBeginWith(prefix))
            return new Page<CatalogEntry>([], null);
        List<CatalogEntry> entries = [];
        long bytes = 0;
        await foreach (CatalogEntry entry in ReadAsync(prefix, after, limit, cancellationToken))
        {
            entries.Add(isOfNames ? entry with { Record = null } : entry);
            bytes += isOfNames ? 0 : entry.Bytes;
            if (entries.Count == limit || bytes >= Limits.MaxAnswerBytes)
                return new Page<CatalogEntry>(entries, entry.Name.Value);
        }

        return new Page<CatalogEntry>(entries, null);
    }

    /// <summary>All queues behind this name (null: all); one storage call for a thousand of them.</summary>
    public IAsyncEnumerable<CatalogEntry> ListAllAsync(string? after, CancellationToken cancellationToken)
    {
        features.Check();
        return ReadAsync("", after, Limits.MaxPageSize, cancellationToken);
    }

    /// <summary>How many queues there are and partitions of them; one storage call for a thousand queues.</summary>
    public async ValueTask<(long Queues, long Partitions)> CountAsync(CancellationToken cancellationToken)
    {
        long queues = 0;
        long partitions = 0;
        await foreach (CatalogEntry entry in ListAllAsync(null, cancellationToken))
        {
            queues++;
            partitions += entry.Record?.Settings.Partitions ?? 1;
        }

        return (queues, partitions);
    }

    /// <summary>What cannot be a queue by its name is none, whatever it is.</summary>
    private async IAsyncEnumerable<CatalogEntry> ReadAsync(
        string prefix, string? after, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Document document in documents.ReadAllAsync(
            Collection, prefix, after, pageSize, cancellationToken))
        {
            if (QueueName.TryParse(document.Id, out QueueName name))
                yield return new CatalogEntry(name, TryDecode(document), document.Content.Length);
        }
    }

    private static QueueRecord? TryDecode(Document document)
    {
        try
        {
            return QueueRecordCodec.Decode(document.Readable());
        }
        catch (StorageCorruptException)
        {
            return null;
        }
    }

    private QueueRecord Remember(QueueRecord record)
    {
        if (record.IsDeleting)
        {
            Forget(record.Name);
            return record;
        }

        // A queue that was deleted elsewhere and made again: the name is no longer that of the first one.
        if (_known.TryGetValue(record.Name, out QueueRecord? known) && known.Incarnation != record.Incarnation)
            _names.TryRemove(known.Incarnation, out _);
        _known[record.Name] = record;
        _names[record.Incarnation] = record.Name;
        return record;
    }

    private void Forget(QueueName name)
    {
        if (_known.TryRemove(name, out QueueRecord? record))
            _names.TryRemove(record.Incarnation, out _);
    }
}
