namespace QueueService.Queues;

/// <summary>
/// Work that goes on beside all else, at most one piece for a key at a time. Its owner ends it with <see cref="Stop"/>
/// before disposing of it.
/// </summary>
/// <param name="atOnce">How many pieces go on at a time; what comes after them takes turns.</param>
internal sealed class BackgroundWork<TKey>(Func<TKey, Task> work, int atOnce = int.MaxValue) : IDisposable
    where TKey : notnull
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Task> _running = [];
    private readonly SemaphoreSlim _turns = new(atOnce);

    /// <summary>Cancelled by <see cref="Stop"/>.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Does nothing where that is being worked on already, or once it was stopped.</summary>
    public void Begin(TKey key)
    {
        lock (_gate)
        {
            if (!_stopping.IsCancellationRequested && !_running.ContainsKey(key))
                _running.Add(key, RunAsync(key));
        }
    }

    public bool IsAtWork(TKey key)
    {
        lock (_gate)
            return _running.ContainsKey(key);
    }

    /// <summary>
    /// Begins nothing any more, not even what waits for its turn, and answers what is still under way.
    /// </summary>
    public Task[] Stop()
    {
        _stopping.CancelInPlace();
        lock (_gate)
            return [.. _running.Values];
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _turns.Dispose();
    }

    /// <summary>Ends no earlier than it is among those that run, since it begins elsewhere.</summary>
    private async Task RunAsync(TKey key)
    {
        await Task.Yield();
        try
        {
            await TakeTurnAsync(key);
        }
        finally
        {
            lock (_gate)
                _running.Remove(key);
        }
    }

    private async Task TakeTurnAsync(TKey key)
    {
        await _turns.WaitAsync();
        try
        {
            if (!_stopping.IsCancellationRequested)
                await work(key);
        }
        finally
        {
            _turns.Release();
        }
    }
}
