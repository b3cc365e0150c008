using QueueService.Replication.Loop;

namespace QueueService.Replication.Snapshots;

/// <summary>
/// Keeps cold starts short and the log small: takes a snapshot when replay would take too long, has a later commit name
/// it, and then has deleted what it makes superfluous. The loop takes the snapshot and names it. In between it is
/// written beside the loop, which goes on meanwhile and does not notice if that fails. Loop-owned.
/// </summary>
/// <param name="wake">Makes the loop go round once more.</param>
internal sealed class SnapshotKeeper(Partition partition, PartitionServices services, Action wake)
    : IAsyncDisposable
{
    /// <summary>What writing a frame costs at least, next to which a snapshot may cost as much again.</summary>
    private const int BytesPerFrame = 512;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly SnapshotCleaner _cleaner = new(partition, services);
    private readonly SnapshotUpload _upload = new(partition, services);
    private readonly CancellationTokenSource _stopping = new();
    private long _lastLength;
    private Task<WrittenSnapshot?>? _writing;

    /// <summary>A snapshot that is stored but that no commit has named yet.</summary>
    private WrittenSnapshot? _unpublished;

    /// <summary>The same, if the frame that is being committed names it.</summary>
    private WrittenSnapshot? _offered;

    /// <summary>After a failure: since when, and for how long, no other snapshot is written.</summary>
    private long _pausedAt;
    private TimeSpan _pause;
    private bool _noteIsStale;
    private bool _noteIsDue;

    /// <summary>Nothing else is going on, so nothing but a snapshot makes the loop commit one's name.</summary>
    private volatile bool _isAtRest;

    /// <summary>
    /// True if a commit is wanted although nothing happened: to name a snapshot, and to note the final counts.
    /// </summary>
    public bool MustPublish
    {
        get
        {
            TakeOver();
            return _noteIsDue || (_isAtRest && _unpublished is not null);
        }
    }

    /// <summary>
    /// The snapshot that the next commit names. Another process may have published a newer one meanwhile, or one that
    /// lets parts be deleted which the own one has.
    /// </summary>
    public SnapshotReference? Newest(Replica replica)
    {
        TakeOver();
        _offered = null;
        if (_unpublished is not { } own || !own.MayFollow(replica.Snapshot))
            return replica.Snapshot;
        _offered = own;
        return own.Reference;
    }

    /// <summary>
    /// The partition has fallen idle: makes the next cold start short, and what a listing shows exact. Waits for
    /// nothing: a snapshot that is being written wakes the loop when it can be named.
    /// </summary>
    /// <returns>False if there will be more to do.</returns>
    public bool Settle(Replica replica)
    {
        _isAtRest = true;
        TakeOver();
        bool isDue = _unpublished is null
            && (_cleaner.IsDue
                || replica.ReplayBytes > services.Memory.MaxReplayBytesAtRest
                || replica.UnneededBytes > services.Memory.MaxUnneededBytesAtRest);
        if (isDue)
            TryBegin(replica);

        // One commit is enough for the snapshot and the counts.
        _noteIsDue = _writing is null
            && (_noteIsStale || partition.ReadNote(replica.Head.Note.Span).IsOutdated(replica.Machine.Clock));
        return !isDue && _writing is null;
    }

    /// <summary>
    /// After each commit: takes note that a snapshot is named, and begins the next one when it is due.
    /// </summary>
    /// <param name="isEmpty">True if the frame had no events: its note then tells the counts as they are.</param>
    public void Committed(Replica replica, bool isEmpty)
    {
        _noteIsStale = !isEmpty;
        _noteIsDue = false;
        _isAtRest &= isEmpty;
        if (_unpublished is { } own && (own == _offered || !own.MayFollow(replica.Snapshot)))
            Resolve(replica, own);
        _offered = null;

        // A large state is written less often, so that snapshots stay a fraction of what the log itself costs.
        bool isDue = replica.ReplayBytes > Math.Max(services.Memory.MaxReplayBytes, _lastLength / 4)
            || replica.ReplayFrames > Math.Max(services.Memory.MaxReplayFrames, _lastLength / BytesPerFrame)
            || replica.UnneededBytes > Math.Max(services.Memory.MaxUnneededBytes, _lastLength);
        if (isDue && _unpublished is null)
            TryBegin(replica);
    }

    /// <summary>Awaits the end of what is being written and deleted; no other part is begun.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping.CancelInPlace();
        if (_writing is not null)
            await EndOfAsync(_writing);
        await _cleaner.DisposeAsync();
        _stopping.Dispose();
    }

    /// <summary>A stored snapshot is named by the log now, or cannot be named any more.</summary>
    private void Resolve(Replica replica, WrittenSnapshot own)
    {
        _unpublished = null;
        SnapshotReference? named = replica.Snapshot;
        if (own == _offered && (named is not { } before || before.Frame < own.Reference.Frame))
            named = own.Reference;
        if (named == own.Reference)
        {
            replica.Published(own.Reference, own.Taken);
            own.Taken.Replica.Parts.Named(own.Reference, own.Parts);
            _cleaner.Begin(own);
        }
        else if (named is { } other && other.Frame >= own.Reference.Frame)
        {
            _cleaner.Begin(other);
        }
    }

    /// <summary>
    /// Takes a snapshot and begins to write it, unless one is being written, or it is too early for another.
    /// </summary>
    private void TryBegin(Replica replica)
    {
        TakeOver();
        if (_writing is not null || _unpublished is not null || !_cleaner.IsIdle || _stopping.IsCancellationRequested
            || (_pause > TimeSpan.Zero && services.Time.GetElapsedTime(_pausedAt) < _pause))
            return;
        _writing = _upload.WriteAsync(replica, _stopping.Token);
        _ = WakeBehindAsync(_writing);
    }

    /// <summary>Sees whether what was being written is stored, or has failed.</summary>
    private void TakeOver()
    {
        if (_writing is not { IsCompleted: true } ended)
            return;
        _writing = null;
        _unpublished = ended.IsCompletedSuccessfully ? ended.Result : null;
        _lastLength = _unpublished?.Length ?? _lastLength;
        _pausedAt = services.Time.GetTimestamp();
        TimeSpan next = _pause == TimeSpan.Zero ? FirstPause : 2 * _pause;
        _pause = _unpublished is not null ? TimeSpan.Zero : next < LongestPause ? next : LongestPause;
    }

    private async Task WakeBehindAsync(Task<WrittenSnapshot?> writing)
    {
        await EndOfAsync(writing);
        if (_isAtRest && writing.IsCompletedSuccessfully && await writing is not null)
            wake();
    }

    /// <summary>How it ends is asked of the task, or was told.</summary>
    private static async Task EndOfAsync(Task task) => await task.ConfigureAwait(
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
