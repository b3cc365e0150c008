using System.Collections.Concurrent;
using QueueService.Storage.Local;

namespace QueueService.Tests.Storage.Local;

public sealed class StorageThreadsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly StorageThreads _threads = new(2);
    private readonly ManualResetEventSlim _gate = new();

    public void Dispose()
    {
        _gate.Set();
        _threads.Dispose();
        _gate.Dispose();
    }

    [Fact]
    public async Task Run_WhenItsWorkIsDone_GoesOnAwayFromTheStorageThread()
    {
        Task<string?> goneOn = GoOnAsync(_threads.RunAsync(Block));
        _gate.Set();
        Assert.False(IsOwn(await goneOn.WaitAsync(Patience)));
    }

    [Fact]
    public async Task RunAndStay_WhenItsWorkIsDone_GoesOnOnTheStorageThread()
    {
        Task<string?> goneOn = GoOnAsync(_threads.RunAndStayAsync(Block));
        _gate.Set();
        Assert.True(IsOwn(await goneOn.WaitAsync(Patience)));
    }

    [Fact]
    public async Task RunAndStay_WhenNothingElseWaits_RunsAtOnceOnTheSameThread()
    {
        (int Own, Task<int> Next) ran = await _threads.RunAsync(
            () => (Environment.CurrentManagedThreadId, _threads.RunAndStayAsync(
                () => Environment.CurrentManagedThreadId)));
        Assert.True(ran.Next.IsCompleted);
        Assert.Equal(ran.Own, await ran.Next);
    }

    [Fact]
    public async Task RunAndStay_WhenOtherWorkWaits_LetsItGoFirst()
    {
        using StorageThreads one = new(1);
        ConcurrentQueue<string> order = new();
        Task<Task> begun = one.RunAsync(() =>
        {
            _gate.Wait();
            return one.RunAndStayAsync(() => Note(order, "stayed")) as Task;
        });
        Task other = one.RunAsync(() => Note(order, "other"));
        _gate.Set();
        await (await begun.WaitAsync(Patience)).WaitAsync(Patience);
        await other.WaitAsync(Patience);
        Assert.Equal(["other", "stayed"], order);
    }

    [Fact]
    public async Task RunAndStay_WhenCalledOnAThreadOfAnother_RunsOnItsOwn()
    {
        using StorageThreads other = new(1);
        int here = await _threads.RunAsync(() => Environment.CurrentManagedThreadId);
        Task<int> there = await _threads.RunAsync(
            () => other.RunAndStayAsync(() => Environment.CurrentManagedThreadId));
        Assert.NotEqual(here, await there.WaitAsync(Patience));
    }

    [Fact]
    public async Task Work_WhenItFails_FailsForTheOneWhoAwaitsItAlone()
    {
        await Assert.ThrowsAsync<IOException>(() => _threads.RunAsync<int>(() => throw new IOException()));
        await Assert.ThrowsAsync<IOException>(() => _threads.RunAndStayAsync<int>(() => throw new IOException()));
        Task<int> nested = await _threads.RunAsync(
            () => _threads.RunAndStayAsync<int>(() => throw new IOException()));
        await Assert.ThrowsAsync<IOException>(() => nested);
        Assert.Equal(3, await _threads.RunAsync(() => 3));
    }

    [Fact]
    public async Task Dispose_WhenWorkWaits_DoesItFirstAndTakesNoMore()
    {
        StorageThreads one = new(1);
        Task first = one.RunAsync(Block);
        Task<int> second = one.RunAsync(() => 2);
        Task disposing = Task.Factory.StartNew(
            one.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _gate.Set();
        await disposing.WaitAsync(Patience);
        Assert.True(first.IsCompletedSuccessfully);
        Assert.Equal(2, await second.WaitAsync(Patience));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => one.RunAsync(() => 3));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => one.RunAndStayAsync(() => 3));
    }

    [Fact]
    public async Task Dispose_WhenCalledOnAStorageThread_DoesNotWaitForItself()
    {
        StorageThreads own = new(2);
        Task<int> ended = own.RunAsync(() =>
        {
            own.Dispose();
            return 1;
        });
        Assert.Equal(1, await ended.WaitAsync(Patience));
    }

    [Fact]
    public async Task Run_WhenManyThreadsCallAndOneDisposes_DoesWhatItTookOnceAndNoMoreAtOnceThanItHasThreads()
    {
        const int Callers = 4;
        StorageThreads own = new(2);
        int atWork = 0, done = 0, most = 0;
        Task<int>[] callers =
        [
            .. Enumerable.Range(0, Callers).Select(caller => Task.Factory.StartNew(
                () => CallUntilDisposed(caller),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)),
        ];
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref done) > 5_000, Patience));
        own.Dispose();
        int[] taken = await Task.WhenAll(callers).WaitAsync(Patience);
        Assert.Equal(taken.Sum(), done);
        Assert.InRange(most, 1, 2);

        int CallUntilDisposed(int caller)
        {
            List<Task<int>> calls = [];
            try
            {
                while (true)
                    calls.Add(caller % 2 == 0 ? own.RunAsync(Work) : own.RunAndStayAsync(Work));
            }
            catch (ObjectDisposedException)
            {
                Task.WaitAll([.. calls], Patience);
                return calls.Count(call => call.IsCompletedSuccessfully);
            }
        }

        int Work()
        {
            int now = Interlocked.Increment(ref atWork);
            InterlockedMax(ref most, now);
            Interlocked.Decrement(ref atWork);
            return Interlocked.Increment(ref done);
        }
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen = Volatile.Read(ref most);
        while (seen < value && Interlocked.CompareExchange(ref most, value, seen) is var before && before != seen)
            seen = before;
    }

    private int Block()
    {
        Assert.True(IsOwn(Thread.CurrentThread.Name));
        _gate.Wait();
        return 0;
    }

    private static int Note(ConcurrentQueue<string> order, string what)
    {
        order.Enqueue(what);
        return 0;
    }

    private static async Task<string?> GoOnAsync(Task work)
    {
        // Without the context of the test, which would take it back.
        await work.ConfigureAwait(false);
        return Thread.CurrentThread.Name;
    }

    private static bool IsOwn(string? thread) =>
        thread?.StartsWith("storage ", StringComparison.Ordinal) == true;
}
