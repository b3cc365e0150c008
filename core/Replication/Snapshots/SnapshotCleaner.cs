using Microsoft.Extensions.Logging;
using QueueService.Storage;

namespace QueueService.Replication.Snapshots;

/// <summary>
/// Deletes what a snapshot that the log names makes superfluous, beside the loop. Snapshots and their parts are looked
/// for, not remembered: one that was written by a process that crashed, or named by a commit of unknown outcome, is in
/// nobody's memory. No later commit can name one that is not newer than the one that is named, nor a part that is not
/// newer and that the one that is named does not have.
/// </summary>
internal sealed partial class SnapshotCleaner(Partition partition, PartitionServices services) : IAsyncDisposable
{
    private readonly PartitionId _id = partition.Id;
    private Task _cleaning = Task.CompletedTask;
    private volatile bool _isDue;

    /// <summary>What could be deleted was not; the next snapshot tries again, and there must be one.</summary>
    public bool IsDue => _isDue;

    public bool IsIdle => _cleaning.IsCompleted;

    /// <summary>The log names this snapshot, which this process has written.</summary>
    public void Begin(WrittenSnapshot named) => _cleaning = CleanAfterAsync(
        _cleaning,
        () => CleanAsync(named.Reference, [.. named.BlobNames(_id)], named.Kept));

    /// <summary>
    /// The log names this snapshot, which another process has written. That process knows which frames it needs.
    /// </summary>
    public void Begin(SnapshotReference named) => _cleaning = CleanAfterAsync(
        _cleaning,
        async () =>
        {
            if (await new SnapshotReader(partition, services.Store.Blobs).ListBlobsAsync(
                named, CancellationToken.None) is { } blobs)
                await CleanAsync(named, blobs, null);
        });

    /// <summary>
    /// Awaits the end of what is deleted. How it ended was told then, and nothing else depends on it.
    /// </summary>
    public async ValueTask DisposeAsync() => await _cleaning.ConfigureAwait(
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private async Task CleanAfterAsync(Task before, Func<Task> clean)
    {
        await before.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            await clean();
            _isDue = false;
        }
        catch (StorageUnavailableException)
        {
            _isDue = true;
        }
        catch (Exception fault)
        {
            _isDue = true;
            LogNotCleaned(services.Logger, _id, fault);
            throw;
        }
    }

    private async Task CleanAsync(
        SnapshotReference named, IReadOnlyCollection<string> needed, IReadOnlyList<FrameRange>? kept)
    {
        HashSet<string> keep = needed.ToHashSet(StringComparer.Ordinal);
        List<string> old = [];
        await foreach (BlobInfo blob in services.Store.Blobs.ListAsync(
            SnapshotReference.Folder(_id), CancellationToken.None))
        {
            if (named.IsNotOlderThan(_id, blob.Name) && !keep.Contains(blob.Name))
                old.Add(blob.Name);
        }

        foreach (string name in old)
            await services.Store.Blobs.DeleteAsync(name, CancellationToken.None);
        if (kept is not null)
            await partition.Log.TrimAsync(named.Frame, kept, CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Error, "What a snapshot of partition {Partition} makes superfluous could not be deleted")]
    private static partial void LogNotCleaned(ILogger logger, PartitionId partition, Exception fault);
}
