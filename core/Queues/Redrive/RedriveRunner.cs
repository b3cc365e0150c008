namespace QueueService.Queues.Redrive;

/// <summary>
/// Carries one redrive through, step by step, and notes after each step how far it is. One process does so at a time,
/// the one that the document names: several would exceed the pace that was asked for. The others watch, and one takes
/// over when the document has stood still for a minute; that needs no clocks that agree.
/// </summary>
/// <param name="owner">This process; never 0.</param>
internal sealed class RedriveRunner(RedriveStore store, RedriveStep step, UInt128 owner, TimeProvider time)
{
    /// <summary>A step ends and is noted within seconds, and no pause between two is longer than one.</summary>
    private static readonly TimeSpan StalledAfter = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(20);

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
            if (task.Owner == 0 || time.GetElapsedTime(seenAt) >= StalledAfter)
                await store.TryReplaceAsync(task with { Owner = owner }, version, cancellationToken);
            else
                await Task.Delay(LookEvery, time, cancellationToken);
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
        RedriveTask next = task.Info.State == RedriveState.Cancelling
            ? task.Ended(RedriveState.Cancelled, time.GetUtcNow())
            : await step.RunAsync(task, cancellationToken);

        // It was cancelled meanwhile, or taken over by one that thought this process gone: what the step moved counts.
        RedriveTask noted = next;
        while (!await store.TryReplaceAsync(noted, version, CancellationToken.None))
        {
            (RedriveTask current, version) = await store.GetAsync(task.Info.TaskId, CancellationToken.None);
            noted = current.With(task, next);
        }

        if (next.Info.Request.MaxPerSecond is not { } rate || next.IsOver)
            return;
        TimeSpan pace = TimeSpan.FromSeconds((next.Info.Moved - task.Info.Moved) / (double)rate);
        TimeSpan pause = pace - time.GetElapsedTime(started);
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, time, cancellationToken);
    }
}
