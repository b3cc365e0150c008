using QueueService.Storage;

namespace QueueService.Queues.Redrive;

/// <summary>
/// Carries one redrive through, step by step, and notes after each step how far it is. One process does so at a time,
/// the one that the document names: several would exceed the pace that was asked for. It replaces the document at least
/// every two seconds. The others watch, and one takes over when the document has stood still for some seconds; that
/// needs no clocks that agree.
/// </summary>
/// <param name="owner">This process; never 0.</param>
internal sealed class RedriveRunner(RedriveStore store, RedriveStep step, UInt128 owner, TimeProvider time)
{
    /// <summary>
    /// Four times as long as a living process needs to replace the document. One that knows of the redrive takes over
    /// ten and a half seconds after the last sign of life at the latest: a look sees it, and one this much later finds
    /// nothing new.
    /// </summary>
    public static readonly TimeSpan StalledAfter = TimeSpan.FromSeconds(8);

    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2.5);

    /// <summary>Timers know milliseconds: the last look must not come a moment too early.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    /// <summary>A step usually ends sooner; one that does not shows by this that its process lives.</summary>
    public static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(2);

    /// <summary>How this process is called in the documents of redrives.</summary>
    public UInt128 Owner => owner;

    /// <summary>Ends when the redrive has, whoever carried it out.</summary>
    public async Task RunAsync(string taskId, CancellationToken cancellationToken)
    {
        string? seen = null;
        long seenAt = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (RedriveTask task, string version) = await store.GetAsync(taskId, cancellationToken);
            if (task.IsOver)
                return;
            if (task.Owner == owner)
            {
                await StepAsync(task, version, cancellationToken);
                continue;
            }

            if (!string.Equals(seen, version, StringComparison.Ordinal))
                (seen, seenAt) = (version, time.GetTimestamp());
            TimeSpan left = StalledAfter - time.GetElapsedTime(seenAt);
            if (task.Owner == 0 || left <= TimeSpan.Zero)
                await store.TryReplaceAsync(task with { Owner = owner }, version, cancellationToken);
            else
                await Task.Delay(left < LookEvery ? left + Rounding : LookEvery, time, cancellationToken);
        }
    }

    /// <summary>Lets another process take over at once, if this one carries it out.</summary>
    public async Task ReleaseAsync(string taskId)
    {
        (RedriveTask task, string version) = await store.GetAsync(taskId, CancellationToken.None);
        if (!task.IsOver && task.Owner == owner)
            await store.TryReplaceAsync(task with { Owner = 0 }, version, CancellationToken.None);
    }

    private async Task StepAsync(RedriveTask task, string version, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        Task<RedriveTask> stepping = task.Info.State == RedriveState.Cancelling
            ? Task.FromResult(task.Ended(RedriveState.Cancelled, time.GetUtcNow()))
            : step.RunAsync(task, cancellationToken);
        (RedriveTask current, version) = await BeatAsync(stepping, task, version);
        RedriveTask next = await stepping;

        // It was cancelled meanwhile, or taken over by one that thought this process gone: what the step moved counts.
        RedriveTask noted = ReferenceEquals(current, task) ? next : current.With(task, next);
        while (await store.TryReplaceAsync(noted, version, CancellationToken.None) is null)
        {
            (current, version) = await store.GetAsync(task.Info.TaskId, CancellationToken.None);
            noted = current.With(task, next);
        }

        if (next.Info.Request.MaxPerSecond is not { } rate || next.IsOver)
            return;
        TimeSpan pace = TimeSpan.FromSeconds((next.Info.Moved - task.Info.Moved) / (double)rate);
        TimeSpan pause = pace - time.GetElapsedTime(started);
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, time, cancellationToken);
    }

    /// <summary>
    /// Until the step has ended, replaces the document by itself from time to time, unless another process has taken
    /// over. Answers the task as it was last seen.
    /// </summary>
    private async Task<(RedriveTask Task, string Version)> BeatAsync(
        Task<RedriveTask> stepping, RedriveTask task, string version)
    {
        using CancellationTokenSource ended = new();
        while (true)
        {
            await Task.WhenAny(stepping, Task.Delay(BeatEvery, time, ended.Token));
            if (stepping.IsCompleted)
            {
                ended.CancelInPlace();
                return (task, version);
            }

            try
            {
                if (task.Owner == owner && await store.TryReplaceAsync(task, version, default) is { } beaten)
                    version = beaten;
                else
                    (task, version) = await store.GetAsync(task.Info.TaskId, CancellationToken.None);
            }
            catch (StorageUnavailableException)
            {
                // The step tells what is wrong with the store, if it needs it; the next beat tries again.
            }
        }
    }
}
