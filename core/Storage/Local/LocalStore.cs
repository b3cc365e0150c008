namespace QueueService.Storage.Local;

/// <summary>
/// A store in a folder on disk, for one process at a time. What a call stored is synced when it returns.
/// </summary>
public sealed class LocalStore : IStore
{
    private readonly string _folder;
    private readonly string _logFolder;
    private readonly string _blobFolder;
    private readonly string _documentFolder;
    private readonly string _temporaryFolder;
    private readonly StorageThreads _threads = new(LocalLimits.Threads);
    private readonly OpenLogs _logs;
    private readonly LocalBlobs _blobs;
    private readonly CertainDocuments _documents;
    private readonly DiskReserve _reserve;
    private FolderLock? _lock;
    private bool _isDisposed;

    /// <summary>Costs no I/O; nothing may be called before <see cref="InitializeAsync"/>.</summary>
    public LocalStore(LocalStoreOptions options)
    {
        _folder = Path.GetFullPath(options.Folder);
        _logFolder = Path.Combine(_folder, "logs");
        _blobFolder = Path.Combine(_folder, "blobs");
        _documentFolder = Path.Combine(_folder, "documents");
        _temporaryFolder = Path.Combine(_folder, "tmp");
        _logs = new OpenLogs(
            _logFolder, options.SegmentBytes, new OpenFiles(options.OpenFiles), Meter, _threads);
        _reserve = new DiskReserve(options.ReserveBytes, options.Disk ?? (() => DiskReserve.Of(_folder)), options.Time);
        var files = new AtomicFile(_temporaryFolder, Meter);
        _blobs = new LocalBlobs(_blobFolder, files, _threads);
        _documents = new CertainDocuments(
            new LocalDocuments(_documentFolder, files, options.Random, _threads));
    }

    public IBlobStore Blobs => Ready(_blobs);

    public IDocumentStore Documents => Ready(_documents);

    public bool HasOtherWriters => false;

    public bool HasRoom => _reserve.HasRoom;

    public bool TryTakeRoom(long bytes) => _reserve.Take(bytes);

    public StorageMeter Meter { get; } = new();

    /// <summary>Never measured: the folder has no clock of its own.</summary>
    public StoreClock Clock { get; } = new(TimeProvider.System);

    public ICommitLog OpenLog(PartitionId partition) => Ready(_logs).Open(partition);

    public async ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        if (_lock is not null)
            return;
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            _lock = await _threads.RunAsync(Initialize);
        }
        catch (Exception error) when (IoErrors.IsIo(error))
        {
            throw new StorageUnavailableException(
                $"The folder {_folder} cannot be written: {error.Message} "
                    + "Make it writable, or choose another folder with Storage:Path.",
                error);
        }
    }

    public async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!await _threads.RunAsync(() => Directory.Exists(_logFolder)))
            throw new StorageUnavailableException($"The folder {_logFolder} is gone. Restore it, then restart.");
        Meter.Transaction();
    }

    /// <summary>Waits for the work that was begun, then lets other processes have the folder.</summary>
    public ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _threads.Dispose();
            _logs.Dispose();
            _lock?.Dispose();
        }

        _lock = null;
        _isDisposed = true;
        return ValueTask.CompletedTask;
    }

    private T Ready<T>(T part) => _lock is null
        ? throw new InvalidOperationException("The store is not open, so the folder may belong to another process.")
        : part;

    private FolderLock Initialize()
    {
        OwnFiles.CreateFolder(_folder);
        var taken = FolderLock.Take(_folder);
        try
        {
            foreach (var folder in new[] { _logFolder, _blobFolder, _documentFolder, _temporaryFolder })
                OwnFiles.TakeFolder(folder);
            AtomicFile.Clear(_temporaryFolder);
            DirectorySync.Flush(_folder);
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }
}
