using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Loop;
using QueueService.Queues.Catalog;

namespace QueueService.Queues.Redrive;

/// <summary>
/// Carries one redrive through, step by step, and notes after each step how far it is. Whoever repeats a step after a
/// crash finds the messages of the step gone already, so nothing is moved twice; only the progress shown may lag by a
/// step.
/// </summary>
internal sealed class RedriveRunner(
    RedriveStore store, QueueCatalog catalog, PartitionRegistry partitions, TimeProvider time)
{
    private const int StepMessages = 100;

    public async Task RunAsync(string taskId, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            (RedriveTask task, string version) = await store.GetAsync(taskId, cancellationToken);
            if (task.IsOver)
                return;
            long started = time.GetTimestamp();
            RedriveTask next = task.Info.State == RedriveState.Cancelling
                ? End(task, RedriveState.Cancelled, null)
                : await StepAsync(task, cancellationToken);
            if (!await store.TryReplaceAsync(next, version, CancellationToken.None))
                await NoteAsync(taskId, next);
            if (next.Info.Request.MaxPerSecond is { } rate && !next.IsOver)
            {
                TimeSpan pace = TimeSpan.FromSeconds((next.Info.Moved - task.Info.Moved) / (double)rate);
                TimeSpan pause = pace - time.GetElapsedTime(started);
                if (pause > TimeSpan.Zero)
                    await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    /// <summary>The task was cancelled while a step was under way: what the step moved still counts.</summary>
    private async Task NoteAsync(string taskId, RedriveTask done)
    {
        (RedriveTask current, string version) = await store.GetAsync(taskId, CancellationToken.None);
        if (current.IsOver)
            return;
        RedriveTask merged = done with { Info = done.Info with { State = current.Info.State } };
        await store.TryReplaceAsync(
            current.Info.State == RedriveState.Cancelling ? End(merged, RedriveState.Cancelled, null) : merged,
            version,
            CancellationToken.None);
    }

    private async Task<RedriveTask> StepAsync(RedriveTask task, CancellationToken cancellationToken)
    {
        RedriveInfo info = task.Info;
        try
        {
            QueueRecord record = await catalog.GetAsync(info.Queue, cancellationToken);
            MoveTarget? destination = null;
            if (info.Request.Destination is { } name)
                destination = (await catalog.GetAsync(name, cancellationToken)).Target;
            for (int index = 0; index < task.Next.Count; index++)
            {
                if (task.Next[index] >= task.End[index])
                    continue;
                MoveBatch moved = await MoveAsync(task, index, record, destination, cancellationToken);
                SequenceNumber[] next = [.. task.Next];
                next[index] = moved.Next ?? task.End[index];
                return task with { Next = next, Info = info with { Moved = info.Moved + moved.Moved } };
            }

            return End(task, RedriveState.Completed, null);
        }
        catch (BrokerException exception) when (exception.Code == BrokerErrorCode.QueueNotFound)
        {
            return End(task, RedriveState.Failed, exception.Message);
        }
        catch (PartitionClosedException)
        {
            return End(task, RedriveState.Failed, $"Queue '{info.Queue}' was deleted while the redrive ran.");
        }
    }

    private async Task<MoveBatch> MoveAsync(
        RedriveTask task, int index, QueueRecord record, MoveTarget? destination, CancellationToken cancellationToken)
    {
        PartitionLoop partition = partitions.Get(record.Partition(index));
        int limit = task.Info.Request.MaxPerSecond is { } rate ? Math.Clamp(rate / 4, 1, StepMessages) : StepMessages;
        HashSet<SequenceNumber>? only = task.Info.Request.MessageIds is { } ids
            ? await RedriveSelection.FindAsync(partition, ids, cancellationToken)
            : null;
        Dictionary<string, MoveTarget?> origins = new(StringComparer.Ordinal);
        while (true)
        {
            MoveBatch batch = await partition.SendAsync(
                new MoveCommand(task.Next[index], task.End[index], limit, destination, origins, only));
            if (batch.Unresolved is { } origin)
            {
                origins[origin] = await catalog.FindTargetAsync(QueueName.Parse(origin), cancellationToken);
                continue;
            }

            await partitions.MoveLeavingAsync(partition.Id);
            return batch;
        }
    }

    private RedriveTask End(RedriveTask task, RedriveState state, string? failure) => task with
    {
        Info = task.Info with
        {
            State = state,
            EndedAt = Timestamp.From(time.GetUtcNow()).ToDateTimeOffset(),
            Failure = failure,
        },
    };
}
