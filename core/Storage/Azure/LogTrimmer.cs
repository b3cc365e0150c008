using Azure;
using Azure.Data.Tables;
using QueueService.Storage.Azure.Tables;

namespace QueueService.Storage.Azure;

/// <summary>
/// Deletes frame rows and then their payload blobs. It remembers which rows it has seen and left, so that a repeat
/// lists only what is new.
/// </summary>
internal sealed class LogTrimmer(AzureTable table, AzureBlobs payloads, LogKeys keys)
{
    /// <summary>Blobs are deleted one by one; a few at a time hides the latency.</summary>
    private const int ParallelDeletes = 8;

    private readonly List<StoredFrame> _known = [];
    private FrameNumber _listedTo;

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
        await ListAsync(last, cancellationToken);
        var doomed = Doomed(last, keep);
        foreach (var frames in doomed.Chunk(AzureTable.MaxOperations))
        {
            await DeleteRowsAsync(frames, cancellationToken);
            await DeleteBlobsAsync(frames.Where(frame => frame.HasBlob).Select(Blob), cancellationToken);
        }

        // Not before all of it is done: what is interrupted is done again, and blobs without rows are found that way.
        var gone = doomed.ToHashSet();
        _known.RemoveAll(gone.Contains);
        var expected = Volatile.Read(ref _expected);
        var orphan = _lastOrphan;
        if (expected != _swept && last >= orphan && await SweepAsync(last, cancellationToken) >= orphan)
            _swept = expected;
    }

    /// <summary>Deletes every frame and every blob of the log, also those that no row names.</summary>
    public async ValueTask DeleteAllAsync(CancellationToken cancellationToken)
    {
        _known.Clear();
        _listedTo = FrameNumber.None;
        await ListAsync(new FrameNumber(long.MaxValue), cancellationToken);
        foreach (var frames in _known.Chunk(AzureTable.MaxOperations))
            await DeleteRowsAsync(frames, cancellationToken);
        var blobs = new List<string>();
        await foreach (var blob in payloads.ListAsync(keys.PayloadPrefix, cancellationToken))
            blobs.Add(blob.Name);
        await DeleteBlobsAsync(blobs, cancellationToken);
        _known.Clear();
        _listedTo = FrameNumber.None;
    }

    private async ValueTask ListAsync(FrameNumber last, CancellationToken cancellationToken)
    {
        if (last <= _listedTo)
            return;
        var query = new TableQuery(keys.Frames(_listedTo.Next, last), LogRows.KeyColumns);
        await foreach (var row in table.QueryAsync(query, cancellationToken))
        {
            var frame = LogRows.Stored(row);
            _known.Add(frame);
            _listedTo = frame.Number;
        }
    }

    private List<StoredFrame> Doomed(FrameNumber last, IReadOnlyList<FrameRange> keep)
    {
        var doomed = new List<StoredFrame>();
        var range = 0;
        foreach (var frame in _known)
        {
            while (range < keep.Count && keep[range].Last < frame.Number)
                range++;
            var kept = range < keep.Count && keep[range].First <= frame.Number;
            if (frame.Number <= last && !kept)
                doomed.Add(frame);
        }

        return doomed;
    }

    private async ValueTask DeleteRowsAsync(IReadOnlyList<StoredFrame> frames, CancellationToken cancellationToken)
    {
        var left = frames;
        while (left.Count > 0)
        {
            var deletes = left.Select(Delete).ToList();
            var result = await table.TransactAsync(deletes, cancellationToken);
            if (result.Answer.Outcome == StoreOutcome.Done)
                return;
            if (result.Answer.Outcome != StoreOutcome.NotFound)
                throw table.Failed(result.Answer);

            // Another instance trims too, or did so before this one looked: delete what it has left.
            left = await ExistingAsync(left, cancellationToken);
        }
    }

    private async ValueTask<IReadOnlyList<StoredFrame>> ExistingAsync(
        IReadOnlyList<StoredFrame> frames, CancellationToken cancellationToken)
    {
        var wanted = frames.ToHashSet();
        var existing = new List<StoredFrame>();
        var query = new TableQuery(keys.Frames(frames[0].Number, frames[^1].Number), LogRows.KeyColumns);
        await foreach (var row in table.QueryAsync(query, cancellationToken))
        {
            var frame = LogRows.Stored(row);
            if (wanted.Contains(frame))
                existing.Add(frame);
        }

        return existing;
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
        await ListAsync(bound, cancellationToken);
        var named = _known.Where(frame => frame.HasBlob).Select(Blob).ToHashSet(StringComparer.Ordinal);
        var orphans = new List<string>();
        await foreach (var blob in payloads.ListAsync(keys.PayloadPrefix, cancellationToken))
        {
            if (keys.TryGetNumber(blob.Name, out var number) && number <= bound && !named.Contains(blob.Name))
                orphans.Add(blob.Name);
        }

        await DeleteBlobsAsync(orphans, cancellationToken);
        return bound;
    }

    private async ValueTask DeleteBlobsAsync(IEnumerable<string> names, CancellationToken cancellationToken) =>
        await Parallel.ForEachAsync(
            names,
            new ParallelOptions { MaxDegreeOfParallelism = ParallelDeletes, CancellationToken = cancellationToken },
            payloads.DeleteAsync);

    private TableTransactionAction Delete(StoredFrame frame) => new(
        TableTransactionActionType.Delete, new TableEntity(keys.PartitionKey, Row(frame)), ETag.All);

    private string Blob(StoredFrame frame) => keys.PayloadBlob(frame.Number, frame.Commit);

    private static string Row(StoredFrame frame) => LogKeys.FrameRow(frame.Number);
}
