using Microsoft.Extensions.Logging;
using QueueService.Partitions.Codec;
using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <summary>
/// Keeps cold starts short and the log small: writes a snapshot when replay would take too long, has the next commit
/// name it, and then deletes what it makes superfluous.
/// </summary>
internal sealed partial class SnapshotKeeper(PartitionId id, ICommitLog log, PartitionServices services)
    : IAsyncDisposable
{
    /// <summary>What writing a frame costs at least, next to which a snapshot may cost as much again.</summary>
    private const int BytesPerFrame = 512;

    private long _lastLength;
    private Task _cleaning = Task.CompletedTask;

    /// <summary>A snapshot that is stored but that no commit has named yet.</summary>
    private SnapshotReference? _unpublished;
    private bool _noteIsStale;

    /// <summary>What could be deleted was not; the next snapshot tries again, and there must be one.</summary>
    private bool _isCleaningDue;

    /// <summary>
    /// The snapshot that the next commit names. Another process may have published a newer one meanwhile.
    /// </summary>
    public SnapshotReference? Newest(Replica replica) =>
        _unpublished is { } own && (replica.Snapshot is not { } other || own.Frame > other.Frame)
            ? own
            : replica.Snapshot;

    /// <summary>
    /// True if a commit is wanted although nothing happened: to name a snapshot, and to note the final counts.
    /// </summary>
    public bool MustPublish { get; private set; }

    /// <summary>
    /// The partition has fallen idle: makes the next cold start short, and what a listing shows exact.
    /// </summary>
    public async Task SettleAsync(Replica replica)
    {
        if (_unpublished is null
            && (_isCleaningDue
                || replica.ReplayBytes > services.Memory.MaxReplayBytesAtRest
                || replica.UnneededBytes > services.Memory.MaxUnneededBytesAtRest))
            await WriteAsync(replica.State);
        MustPublish = _unpublished is not null || _noteIsStale
            || HeadNote.Decode(replica.Head.Note.Span).IsOutdated(replica.State.Clock);
    }

    /// <summary>
    /// After each commit: takes note that a snapshot is named, and writes the next one when it is due.
    /// </summary>
    /// <param name="isEmpty">True if the frame had no events: its note then tells the counts as they are.</param>
    public async Task CommittedAsync(Replica replica, bool isEmpty)
    {
        MustPublish = false;
        _noteIsStale = !isEmpty;
        if (_unpublished is { } own && Newest(replica) is { } named)
        {
            if (named == own)
                replica.Published(own);
            _unpublished = null;
            await CleanedAsync();
            _cleaning = CleanAsync(named, named == own ? Kept(replica.State) : null);
        }

        // A large state is written less often, so that snapshots stay a fraction of what the log itself costs.
        bool isDue = replica.ReplayBytes > Math.Max(services.Memory.MaxReplayBytes, _lastLength / 4)
            || replica.ReplayFrames > Math.Max(services.Memory.MaxReplayFrames, _lastLength / BytesPerFrame)
            || replica.UnneededBytes > Math.Max(services.Memory.MaxUnneededBytes, _lastLength);
        if (isDue && _cleaning.IsCompleted)
            await WriteAsync(replica.State);
    }

    public async ValueTask DisposeAsync() => await CleanedAsync();

    /// <summary>
    /// Awaits the end of what is deleted. How it ended was told then, and nothing else depends on it.
    /// </summary>
    private async Task CleanedAsync() => await _cleaning.ConfigureAwait(
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private async Task WriteAsync(PartitionState state)
    {
        SnapshotReference reference = new(state.LastFrame, services.Random.NextUInt128());
        ReadOnlyMemory<byte> bytes = SnapshotCodec.Encode(state.Save());
        _lastLength = bytes.Length;
        await services.Store.Blobs.PutAsync(reference.BlobName(id), bytes, CancellationToken.None);
        _unpublished = reference;
    }

    /// <summary>
    /// Deletes what a snapshot that the log names makes superfluous. Snapshots are looked for, not remembered: one that
    /// was written by a process that crashed, or named by a commit of unknown outcome, is in nobody's memory. No later
    /// commit can name one that is not newer than the one that is named.
    /// </summary>
    private async Task CleanAsync(SnapshotReference named, IReadOnlyList<FrameRange>? kept)
    {
        try
        {
            string keep = named.BlobName(id);
            string end = (named with { Unique = UInt128.MaxValue }).BlobName(id);
            List<string> old = [];
            await foreach (BlobInfo blob in services.Store.Blobs.ListAsync(
                SnapshotReference.Folder(id), CancellationToken.None))
            {
                if (!string.Equals(blob.Name, keep, StringComparison.Ordinal)
                    && string.CompareOrdinal(blob.Name, end) <= 0)
                    old.Add(blob.Name);
            }

            foreach (string name in old)
                await services.Store.Blobs.DeleteAsync(name, CancellationToken.None);
            if (kept is not null)
                await log.TrimAsync(named.Frame, kept, CancellationToken.None);
            _isCleaningDue = false;
        }
        catch (StorageUnavailableException)
        {
            _isCleaningDue = true;
        }
        catch (Exception fault)
        {
            _isCleaningDue = true;
            LogNotCleaned(services.Logger, id, fault);
            throw;
        }
    }

    /// <summary>The frames that messages which are still here have their contents in.</summary>
    private static List<FrameRange> Kept(PartitionState state)
    {
        SortedSet<long> touched = [.. state.Touched.Select(entry => entry.Frame.Value)];
        List<FrameRange> ranges = [];
        foreach (long frame in state.StoredUnread.Select(run => run.Frame.Value).Concat(touched).Order())
        {
            if (ranges.Count > 0 && ranges[^1].Last.Value >= frame - 1)
                ranges[^1] = ranges[^1] with { Last = new FrameNumber(frame) };
            else
                ranges.Add(new FrameRange(new FrameNumber(frame), new FrameNumber(frame)));
        }

        return ranges;
    }

    [LoggerMessage(LogLevel.Error, "What a snapshot of partition {Partition} makes superfluous could not be deleted")]
    private static partial void LogNotCleaned(ILogger logger, PartitionId partition, Exception fault);
}
