using System.Globalization;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Audit;

/// <summary>
/// The entries of all instances: documents of an hour and an instance each, the newest hour first. An instance adds to
/// its document until that is large, or the hour is over. One call at a time.
/// </summary>
/// <param name="instance">Random; of this process alone.</param>
internal sealed class AuditStore(IDocumentStore documents, ulong instance)
{
    public const string Collection = "audit";

    /// <summary>A document is written anew with each entry; small ones cost little.</summary>
    private const int MostBytes = 32 * 1024;

    /// <summary>More hours than there will be.</summary>
    private const long LastHour = uint.MaxValue;

    private long _next;
    private int _documents;
    private string? _id;
    private string? _version;
    private long _hour;
    private WireWriter? _content;

    /// <summary>How many documents this process has begun.</summary>
    public int Documents => _documents;

    /// <summary>What documents of an hour begin with.</summary>
    public static string PrefixOf(long hour) =>
        (LastHour - Math.Clamp(hour, 0, LastHour)).ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>The hour of a document.</summary>
    public static long? HourOf(string id) =>
        id.Length > 8 && uint.TryParse(id.AsSpan(0, 8), NumberStyles.AllowHexSpecifier, null, out uint inverted)
            ? LastHour - inverted
            : null;

    /// <summary>
    /// Stores the first of these entries durably, and answers how many. After an error they are to be stored again:
    /// what was stored all the same is known by its number.
    /// </summary>
    public async Task<int> AddAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        long hour = AuditPlace.HourOf(entries[0].At);
        if (_content is null || hour != _hour || _content.Length >= MostBytes)
            Begin(hour);
        WireWriter content = new(MostBytes);
        content.Raw(_content!.Written.Span);
        int added = 0;
        while (added < entries.Count && content.Length < MostBytes && AuditPlace.HourOf(entries[added].At) == hour)
            AuditCodec.Write(content, entries[added++]);
        await WriteAsync(content.Written, cancellationToken);
        _content = content;
        _next += added;
        return added;
    }

    private void Begin(long hour)
    {
        _hour = hour;
        _id = $"{PrefixOf(hour)}-{instance:x16}-{_documents++:x8}";
        _version = null;
        _content = AuditCodec.Begin(instance, _next);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            Document? written = _version is null
                ? await documents.CreateAsync(Collection, _id!, content, cancellationToken)
                : await documents.ReplaceAsync(Collection, _id!, content, _version, cancellationToken);
            _version = written?.Version ?? throw new StorageUnavailableException("The audit is not as it was left.");
        }
        catch (StorageUnavailableException)
        {
            // Nobody knows what is in the document now; the next try begins another.
            _content = null;
            throw;
        }
    }
}
