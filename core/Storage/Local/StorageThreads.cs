using System.Collections.Concurrent;

namespace QueueService.Storage.Local;

/// <summary>
/// The few threads on which everything runs that waits for the disk, so that a slow disk never holds the threads of
/// the pool. Who awaits the work continues on the pool.
/// </summary>
internal sealed class StorageThreads : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _work = [];
    private readonly Thread[] _threads;

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

    public override int MaximumConcurrencyLevel => _threads.Length;

    public Task<T> RunAsync<T>(Func<T> work) => Task.Factory.StartNew(
        work,
        CancellationToken.None,
        TaskCreationOptions.DenyChildAttach | TaskCreationOptions.RunContinuationsAsynchronously,
        this);

    /// <summary>Returns when all work that was begun is done.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        foreach (var thread in _threads)
            thread.Join();
        _work.Dispose();
    }

    protected override void QueueTask(Task task) => _work.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _work];

    private void Loop()
    {
        foreach (var task in _work.GetConsumingEnumerable())
            TryExecuteTask(task);
    }
}
