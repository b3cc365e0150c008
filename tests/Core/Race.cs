namespace QueueService.Tests.Core;

/// <summary>Lets threads get in each other's way for a while.</summary>
internal static class Race
{
    private const int Rounds = 20_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Calls the action on as many threads at once, with the number of the thread and of the round; ends after half a
    /// second or 20,000 rounds. Fails if an action does, or if a thread hangs for a minute.
    /// </summary>
    public static async Task RunAsync(int threads, Action<int, int> action)
    {
        using Barrier start = new(threads);
        using CancellationTokenSource enough = new();
        Task[] running = [.. Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                enough.CancelAfter(Enough);
                for (int round = 1; round <= Rounds && !enough.IsCancellationRequested; round++)
                    action(thread, round);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        await Task.WhenAll(running).WaitAsync(Patience);
    }
}
