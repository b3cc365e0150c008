using Azure;
using Azure.Data.Tables;
using QueueService.Storage.Azure.Tables;

namespace QueueService.Storage.Azure;

/// <summary>
/// Deletes frame rows and then their payload blobs. It remembers which frames it has left, so that a repeat lists only
/// where something new is to be deleted.
/// </summary>
internal sealed class LogTrimmer(AzureTable table, AzureBlobs payloads, LogKeys keys)
{
    /// <summary>Blobs are deleted one by one; a few at a time hides the latency.</summary>
    private const int ParallelDeletes = 8;

    /// <summary>
    /// The rows of one page of the table: what one more query costs, and what is held in memory at a time.
    /// </summary>
    private const int PageSize = 1000;

    private readonly TrimRecord _record = new();

    /// <summary>
    /// Frames whose deletion has begun and is not known to have ended. Their rows may be gone, and nothing else tells
    /// of their blobs then.
    /// </summary>
    private StoredFrame[] _unfinished = [];

    /// <summary>How often orphans were expected, and how many of those times they were looked for since.</summary>
    private int _expected = 1;
    private int _swept;
    private FrameNumber _lastOrphan;

    /// <summary>
    /// An append of this frame left a payload blob that no row may ever name; the first trim that comes so far looks
    /// for it. May be called while a trim runs.
    /// </summary>
    public void ExpectOrphan(FrameNumber number)
    {
        if (number > _lastOrphan)
            _lastOrphan = number;
        Interlocked.Increment(ref _expected);
    }

    public async ValueTask TrimAsync(
        FrameNumber last, IReadOnlyList<FrameRange> keep, CancellationToken cancellationToken)
    {
        await DeleteAsync(_unfinished, cancellationToken);
        var doomed = _record.Doomed(last, keep);
        foreach (var window in TrimRecord.Joined(doomed, PageSize))
        {
            var at = 0;
            await foreach (var found in ListAsync(window, cancellationToken).Where(IsDoomed).Chunk(PageSize))
                await DeleteAsync(found, cancellationToken);

            bool IsDoomed(StoredFrame frame)
            {
                while (doomed[at].Last < frame.Number && at < doomed.Count - 1)
                    at++;
                return frame.Number >= doomed[at].First && frame.Number <= doomed[at].Last;
            }
        }

        _record.Trimmed(last, keep);
        var expected = Volatile.Read(ref _expected);
        var orphan = _lastOrphan;
        if (expected != _swept && last >= orphan && await SweepAsync(last, cancellationToken) >= orphan)
            _swept = expected;
    }

    /// <summary>Deletes every frame and every blob of the log, also those that no row names.</summary>
    public async ValueTask DeleteAllAsync(CancellationToken cancellationToken)
    {
        var all = new FrameRange(FrameNumber.None, FrameNumber.End);
        await foreach (var page in ListAsync(all, cancellationToken).Chunk(PageSize))
            await DeleteRowsAsync(page, cancellationToken);
        await foreach (var page in ListBlobsAsync(cancellationToken))
            await DeleteBlobsAsync(page, cancellationToken);
    }

    /// <summary>The frames of a range that are there. What was listed may be deleted while the list goes on.</summary>
    private IAsyncEnumerable<StoredFrame> ListAsync(FrameRange range, CancellationToken cancellationToken)
    {
        var query = new TableQuery(keys.Frames(range.First, range.Last), LogRows.KeyColumns);
        return table.QueryAsync(query, cancellationToken).Select(LogRows.Stored);
    }

    private IAsyncEnumerable<string[]> ListBlobsAsync(CancellationToken cancellationToken) =>
        payloads.ListAsync(keys.PayloadPrefix, cancellationToken).Select(blob => blob.Name).Chunk(PageSize);

    private async ValueTask DeleteAsync(StoredFrame[] frames, CancellationToken cancellationToken)
    {
        _unfinished = frames;
        await DeleteRowsAsync(frames, cancellationToken);
        await DeleteBlobsAsync(frames.Where(frame => frame.HasBlob).Select(Blob), cancellationToken);
        _unfinished = [];
    }

    private async ValueTask DeleteRowsAsync(StoredFrame[] frames, CancellationToken cancellationToken)
    {
        foreach (var some in frames.Chunk(AzureTable.MaxOperations))
        {
            for (var left = some; left.Length > 0;)
            {
                var answer = (await table.TransactAsync([.. left.Select(Delete)], cancellationToken)).Answer;
                if (answer.Outcome == StoreOutcome.Done)
                    break;
                if (answer.Outcome != StoreOutcome.NotFound)
                    throw table.Failed(answer);

                // Another instance trims too, or did so before this one looked: delete what it has left.
                var range = new FrameRange(left[0].Number, left[^1].Number);
                left = await ListAsync(range, cancellationToken).Where(left.Contains).ToArrayAsync(cancellationToken);
            }
        }
    }

    /// <summary>
    /// Deletes the blobs of appends that failed. Up to the head nothing can be appended any more, so a blob with such
    /// a number that no row names will never be named.
    /// </summary>
    /// <returns>Up to where it has looked.</returns>
    private async ValueTask<FrameNumber> SweepAsync(FrameNumber last, CancellationToken cancellationToken)
    {
        if (await table.ReadAsync(keys.PartitionKey, LogKeys.HeadRow, cancellationToken) is not { } head)
            return FrameNumber.None;
        var end = LogRows.Head(head).Last;
        var bound = last < end ? last : end;
        await foreach (var page in ListBlobsAsync(cancellationToken))
        {
            var old = page.Where(name => keys.NumberOfBlob(name) <= bound).ToList();
            var named = await NamedAsync(old.Select(name => keys.NumberOfBlob(name)!.Value), cancellationToken);
            await DeleteBlobsAsync(old.Where(name => !named.Contains(name)), cancellationToken);
        }

        return bound;
    }

    /// <summary>The blobs that the rows of these frames name.</summary>
    private async ValueTask<HashSet<string>> NamedAsync(
        IEnumerable<FrameNumber> numbers, CancellationToken cancellationToken)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var window in TrimRecord.Joined(numbers.Select(number => new FrameRange(number, number)), PageSize))
        {
            await foreach (var frame in ListAsync(window, cancellationToken).Where(frame => frame.HasBlob))
                named.Add(Blob(frame));
        }

        return named;
    }

    private async ValueTask DeleteBlobsAsync(IEnumerable<string> names, CancellationToken cancellationToken) =>
        await Parallel.ForEachAsync(
            names,
            new ParallelOptions { MaxDegreeOfParallelism = ParallelDeletes, CancellationToken = cancellationToken },
            payloads.DeleteAsync);

    private TableTransactionAction Delete(StoredFrame frame) => new(
        TableTransactionActionType.Delete,
        new TableEntity(keys.PartitionKey, LogKeys.FrameRow(frame.Number)),
        ETag.All);

    private string Blob(StoredFrame frame) => keys.PayloadBlob(frame.Number, frame.Commit);
}
