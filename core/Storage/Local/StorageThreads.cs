namespace QueueService.Storage.Local;

/// <summary>
/// The few threads on which everything runs that waits for the disk, so that a slow disk never holds the threads of
/// the pool.
/// </summary>
internal sealed class StorageThreads : IDisposable
{
    [ThreadStatic]
    private static StorageThreads? t_owner;

    private readonly Queue<Action> _work = [];
    private readonly Thread[] _threads;
    private bool _isClosed;

    public StorageThreads(int count)
    {
        _threads = [.. Enumerable.Range(1, count).Select(number => new Thread(Loop)
        {
            Name = $"storage {number}",
            IsBackground = true,
        })];
        foreach (var thread in _threads)
            thread.Start();
    }

    /// <summary>Runs work that blocks; who awaits it continues on the pool.</summary>
    public Task<T> RunAsync<T>(Func<T> work) => QueueAsync(work, TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// The same, but who awaits it continues on the storage thread, and what it calls this for again then runs there
    /// at once unless other work waits. A loop that writes, decides and writes again so stays on one thread: under load
    /// a way through the pool costs more than a sync.
    /// </summary>
    public Task<T> RunAndStayAsync<T>(Func<T> work)
    {
        if (t_owner != this || HasWork())
            return QueueAsync(work, TaskCreationOptions.None);
        var done = new TaskCompletionSource<T>();
        Run(work, done);
        return done.Task;
    }

    /// <summary>Returns when all work that was begun is done, except that of the caller.</summary>
    public void Dispose()
    {
        lock (_work)
        {
            _isClosed = true;
            Monitor.PulseAll(_work);
        }

        foreach (var thread in _threads.Where(thread => thread != Thread.CurrentThread))
            thread.Join();
    }

    private bool HasWork()
    {
        lock (_work)
            return _work.Count > 0;
    }

    private Task<T> QueueAsync<T>(Func<T> work, TaskCreationOptions options)
    {
        var done = new TaskCompletionSource<T>(options);
        lock (_work)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _work.Enqueue(() => Run(work, done));
            Monitor.Pulse(_work);
        }

        return done.Task;
    }

    /// <summary>Waits for work; null when there will be none.</summary>
    private Action? Take()
    {
        lock (_work)
        {
            while (_work.Count == 0 && !_isClosed)
                Monitor.Wait(_work);
            return _work.TryDequeue(out var work) ? work : null;
        }
    }

    private static void Run<T>(Func<T> work, TaskCompletionSource<T> done)
    {
        T result;
        try
        {
            result = work();
        }
#pragma warning disable CA1031 // Whatever it is belongs to the one who awaits the work.
        catch (Exception error)
#pragma warning restore CA1031
        {
            done.SetException(error);
            return;
        }

        done.SetResult(result);
    }

    private void Loop()
    {
        t_owner = this;
        while (Take() is { } work)
            work();
    }
}
