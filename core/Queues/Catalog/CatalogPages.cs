namespace QueueService.Queues.Catalog;

/// <summary>
/// Pages of the catalog that were read in the last seconds, for those who list the same queues again and again. What
/// this process has changed is in them at once, what others have changed some seconds later.
/// </summary>
internal sealed class CatalogPages(QueueCatalog catalog, TimeProvider time)
{
    /// <summary>Some megabytes each, at most. Who lists otherwise than the others pays for it.</summary>
    private const int MostKept = 16;

    private readonly Lock _sync = new();
    private readonly Dictionary<(string Prefix, string? After, int Limit), Kept> _kept = [];

    /// <inheritdoc cref="QueueCatalog.ListAsync"/>
    public Task<Page<CatalogEntry>> ListAsync(
        string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        lock (_sync)
        {
            (string, string?, int) key = (prefix, after, limit);
            if (!_kept.TryGetValue(key, out Kept? page) || !IsGood(page))
            {
                page = new Kept(ReadAsync(prefix, after, limit), catalog.Changes, time.GetTimestamp());
                _kept[key] = page;
                Forget();
            }

            return page.Entries.WaitAsync(cancellationToken);
        }
    }

    private Task<Page<CatalogEntry>> ReadAsync(string prefix, string? after, int limit) =>
        catalog.ListAsync(prefix, after, limit, isOfNames: false, CancellationToken.None);

    private bool IsGood(Kept page) => page.Changes == catalog.Changes && !page.Entries.IsFaulted
        && time.GetElapsedTime(page.ReadAt) < CountsLook.GoodFor;

    private void Forget()
    {
        foreach (var (key, _) in _kept.Where(page => !IsGood(page.Value)).ToList())
            _kept.Remove(key);
        while (_kept.Count > MostKept)
            _kept.Remove(_kept.MinBy(page => page.Value.ReadAt).Key);
    }

    /// <param name="Changes">How often this process had changed the catalog when the reading began.</param>
    private sealed record Kept(Task<Page<CatalogEntry>> Entries, long Changes, long ReadAt);
}
