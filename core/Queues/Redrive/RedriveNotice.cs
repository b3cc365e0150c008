using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Queues.Redrive;

/// <summary>
/// One document that changes whenever a redrive is about to start, so that another process hears of it by one read of a
/// few bytes. **stored**: a version, the id of the redrive; pinned by <c>RedriveNoticeTests</c>.
/// </summary>
internal sealed class RedriveNotice(IDocumentStore documents)
{
    private const string Collection = "service";
    private const string Id = "redrives";
    private const byte Version = 1;

    private bool _hasLooked;
    private bool _looksAgain;
    private string? _seen;

    /// <summary>Tells the others; to be called before the redrive is there: its process may be killed then.</summary>
    public async Task WriteAsync(string taskId, CancellationToken cancellationToken)
    {
        WireWriter writer = new(64);
        writer.Byte(Version);
        writer.Text(taskId);
        Document? stored = await documents.GetAsync(Collection, Id, cancellationToken);

        // If another process does the same at this very moment, the document changes all the same.
        if (stored is null)
            await documents.CreateAsync(Collection, Id, writer.Written, cancellationToken);
        else
            await documents.ReplaceAsync(Collection, Id, writer.Written, stored.Version, cancellationToken);
    }

    /// <summary>
    /// True if redrives may have started since the last look, and once more at the look after that: the redrive comes a
    /// moment after the notice. Costs one storage call. One call at a time.
    /// </summary>
    public async Task<bool> HasNewsAsync(CancellationToken cancellationToken)
    {
        string? version = (await documents.GetAsync(Collection, Id, cancellationToken))?.Version;
        bool hasChanged = !_hasLooked || !string.Equals(version, _seen, StringComparison.Ordinal);
        bool hasNews = hasChanged || _looksAgain;
        (_hasLooked, _seen, _looksAgain) = (true, version, hasChanged);
        return hasNews;
    }
}
