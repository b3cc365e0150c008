using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using QueueService.Features;
using QueueService.Storage;

namespace QueueService.Routing.Catalog;

/// <summary>
/// The exchanges that exist, one document each. What was read is remembered: that an exchange has been deleted
/// elsewhere shows in its log, which every command is checked against.
/// </summary>
internal sealed class ExchangeCatalog(IDocumentStore documents, FeatureGate features)
{
    private const string Collection = "exchanges";

    private readonly ConcurrentDictionary<ExchangeName, ExchangeRecord> _known = new();

    /// <summary>Makes the exchange that is built in, where it is not there yet.</summary>
    public required Func<CancellationToken, Task> MakeBuiltInAsync { get; set; }

    /// <summary>The exchange as it was last seen.</summary>
    /// <exception cref="BrokerException"><c>ExchangeNotFound</c>.</exception>
    public async ValueTask<ExchangeRecord> GetAsync(ExchangeName name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken) ?? throw NotFound(name);

    /// <summary>The exchange as it was last seen; null if there is none.</summary>
    public async ValueTask<ExchangeRecord?> FindAsync(ExchangeName name, CancellationToken cancellationToken)
    {
        features.Check();
        if (_known.TryGetValue(name, out ExchangeRecord? known))
            return known;
        return await ReadAsync(name, cancellationToken) is { Record.IsDeleting: false } stored ? stored.Record : null;
    }

    /// <summary>The exchange as it was last seen, from memory alone; null if it was not.</summary>
    public ExchangeRecord? FindKnown(ExchangeName name) => _known.GetValueOrDefault(name);

    /// <summary>The exchange as it is stored, and the version of its document; null if there is none.</summary>
    public async ValueTask<(ExchangeRecord Record, string Version)?> ReadAsync(
        ExchangeName name, CancellationToken cancellationToken)
    {
        if (await ReadStoredAsync(name, cancellationToken) is { } stored)
            return stored;
        if (name != ExchangeName.Mqtt || features.Level < FeatureLevel.Four)
            return null;
        await MakeBuiltInAsync(cancellationToken);
        return await ReadStoredAsync(name, cancellationToken);
    }

    /// <summary>The same, where one that is built in need not be there yet.</summary>
    public async ValueTask<(ExchangeRecord Record, string Version)?> ReadStoredAsync(
        ExchangeName name, CancellationToken cancellationToken)
    {
        features.Check();
        if (await documents.GetAsync(Collection, IdOf(name.Value), cancellationToken) is { } document)
            return (Remember(ExchangeRecordCodec.Decode(document)), document.Version);
        _known.TryRemove(name, out _);
        return null;
    }

    /// <summary>False if the name is taken.</summary>
    public async ValueTask<bool> TryCreateAsync(ExchangeRecord record, CancellationToken cancellationToken)
    {
        Document? document = await documents.CreateAsync(
            Collection, IdOf(record.Name.Value), ExchangeRecordCodec.Encode(record), cancellationToken);
        if (document is not null)
            Remember(record);
        return document is not null;
    }

    /// <summary>The new version of the document; null if it is not of this version any more.</summary>
    public async ValueTask<string?> TryReplaceAsync(
        ExchangeRecord record, string version, CancellationToken cancellationToken)
    {
        Document? document = await documents.ReplaceAsync(
            Collection, IdOf(record.Name.Value), ExchangeRecordCodec.Encode(record), version, cancellationToken);
        if (document is not null)
            Remember(record);
        return document?.Version;
    }

    /// <summary>Deletes the document of an exchange that was marked as deleting.</summary>
    public async ValueTask DeleteAsync(ExchangeName name, string version, CancellationToken cancellationToken)
    {
        await documents.DeleteAsync(Collection, IdOf(name.Value), version, cancellationToken);
        _known.TryRemove(name, out _);
    }

    /// <summary>Forgets what was seen, unless something newer was seen since.</summary>
    public void Forget(ExchangeRecord record) => _known.TryRemove(KeyValuePair.Create(record.Name, record));

    /// <summary>All exchanges behind this name (null: all), by ordinal order, those being deleted included.</summary>
    public async IAsyncEnumerable<ExchangeRecord> ListAsync(
        string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        features.Check();
        await foreach (Document document in documents.ReadAllAsync(
            Collection, IdOf(prefix), after is null ? null : IdOf(after), Limits.MaxPageSize, cancellationToken))
            yield return ExchangeRecordCodec.Decode(document.Readable());
    }

    public static BrokerException NotFound(ExchangeName name) =>
        new(BrokerErrorCode.ExchangeNotFound, $"There is no exchange '{name}'. Make it with PUT, or check the name.");

    /// <summary>
    /// Names have characters that ids of documents may not have. Hexadecimal digits keep their order, and their
    /// prefixes.
    /// </summary>
    private static string IdOf(string name) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(name));

    private ExchangeRecord Remember(ExchangeRecord record)
    {
        if (record.IsDeleting)
            _known.TryRemove(record.Name, out _);
        else
            _known[record.Name] = record;
        return record;
    }
}
