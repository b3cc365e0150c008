using System.Collections.Concurrent;

namespace QueueService.Tests.Core;

/// <summary>Where all runs, one after the other on one thread, that a test on fake time begins.</summary>
internal sealed class FakeTimeContext : SynchronizationContext
{
    /// <summary>For work that has left this thread; real time, since it is none of the clock's business.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _ready = [];

    public override void Post(SendOrPostCallback d, object? state) => _ready.Add((d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException(
        "Nothing here waits for another thread.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs until the task has ended.</summary>
    /// <param name="goOn">Lets time pass where nothing else can go on; false if no timer is due.</param>
    public void Run(Func<Task> begin, Func<bool> goOn)
    {
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        try
        {
            Task task = begin();
            _ = task.ContinueWith(
                _ => Post(static _ => { }, null),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            while (!task.IsCompleted)
            {
                if (_ready.TryTake(out (SendOrPostCallback Callback, object? State) next))
                    next.Callback(next.State);
                else if (!goOn())
                    WaitForReturn();
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private void WaitForReturn()
    {
        if (!_ready.TryTake(out (SendOrPostCallback Callback, object? State) next, Patience))
            throw new TimeoutException("What the test awaits does not come: nothing can go on, and no timer is due.");
        next.Callback(next.State);
    }
}
