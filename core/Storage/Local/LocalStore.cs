namespace QueueService.Storage.Local;

/// <summary>Everything in a folder on disk, for one process. What is acknowledged is synced.</summary>
public sealed class LocalStore : IStore
{
    private readonly LocalStoreOptions _options;
    private readonly string _folder;
    private readonly Dictionary<PartitionId, (PartitionLog Log, int Handles)> _logs = [];
    private readonly Lock _gate = new();
    private readonly StorageThreads _threads = new(LocalLimits.Threads);
    private readonly LocalDocuments _documents;
    private FolderLock? _lock;

    public LocalStore(LocalStoreOptions options)
    {
        _options = options;
        _folder = Path.GetFullPath(options.Folder);
        Blobs = new LocalBlobs(Path.Combine(_folder, "blobs"), _threads, Meter);
        _documents = new LocalDocuments(Path.Combine(_folder, "documents"), _threads, Meter, options.Random);
    }

    public IBlobStore Blobs { get; }

    public IDocumentStore Documents => _documents;

    public StorageMeter Meter { get; } = new();

    public ICommitLog OpenLog(PartitionId partition)
    {
        lock (_gate)
        {
            (PartitionLog Log, int Handles) shared = _logs.TryGetValue(partition, out (PartitionLog, int) found)
                ? found
                : (new PartitionLog(Path.Combine(_folder, "logs", partition.ToString()), partition, _options, Meter), 0);
            _logs[partition] = (shared.Log, shared.Handles + 1);
            return new LocalLog(shared.Log, _threads, () => Release(partition));
        }
    }

    public async ValueTask InitializeAsync(CancellationToken cancellationToken) => await RunAsync(() =>
    {
        foreach (string name in (string[])["logs", "blobs", "documents"])
            Directory.CreateDirectory(Path.Combine(_folder, name));
        _lock ??= FolderLock.Take(_folder);
        DirectorySync.Flush(_folder);
        return true;
    });

    public async ValueTask CheckAsync(CancellationToken cancellationToken) => await RunAsync(
        () => Directory.Exists(Path.Combine(_folder, "logs"))
            ? true
            : throw new StorageUnavailableException($"The folder {_folder} is gone. Put it back, or restart the service."));

    public async ValueTask DisposeAsync()
    {
        foreach ((PartitionLog log, _) in _logs.Values)
        {
            await log.Turn.WaitAsync();
            log.Dispose();
        }

        _threads.Dispose();
        _documents.Dispose();
        _lock?.Dispose();
    }

    /// <summary>The files of a partition that nobody in this process uses are closed.</summary>
    private void Release(PartitionId partition)
    {
        lock (_gate)
        {
            (PartitionLog log, int handles) = _logs[partition];
            if (handles > 1)
            {
                _logs[partition] = (log, handles - 1);
                return;
            }

            _logs.Remove(partition);
            log.Dispose();
        }
    }

    private async Task RunAsync(Func<bool> work)
    {
        try
        {
            await _threads.RunAsync(work);
        }
        catch (Exception error) when (IoErrors.IsIo(error))
        {
            throw IoErrors.Unavailable(_folder, error);
        }
    }
}
