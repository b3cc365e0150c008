using Microsoft.Extensions.Logging;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Queues.Catalog;
using QueueService.Queues.Messages;
using QueueService.Storage;

namespace QueueService.Queues.Redrive;

/// <summary>Starts, shows, cancels and resumes redrives.</summary>
internal sealed partial class Redrives(
    RedriveStore store,
    QueueCatalog catalog,
    PartitionRegistry partitions,
    TimeProvider time,
    RandomSource random,
    ILogger logger) : IAsyncDisposable
{
    /// <summary>As long as messages can be kept.</summary>
    private static readonly TimeSpan KeptFor = Limits.MaxRetention;

    private readonly RedriveRunner _runner = new(store, catalog, partitions, time);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private Dictionary<string, long> _progress = new(StringComparer.Ordinal);

    public async Task<RedriveInfo> StartAsync(
        QueueName queue, RedriveRequest request, CancellationToken cancellationToken)
    {
        Check(queue, request);
        QueueRecord record = await catalog.GetAsync(queue, cancellationToken);
        if (request.Destination is { } destination)
            await catalog.GetAsync(destination, cancellationToken);
        if ((await store.ListAsync(queue, cancellationToken)).Any(task => !task.IsOver))
        {
            throw new BrokerException(
                BrokerErrorCode.RedriveInProgress,
                "A redrive of this queue is running. Wait for it, or cancel it first.");
        }

        PartitionStats[] stats = await partitions.AskAllAsync(record.Partitions, () => new StatsCommand());
        long total = stats.Sum(partition => partition.Visible);
        if (request.MessageIds is { } ids)
            total = await CountAsync(record, ids, cancellationToken);
        RedriveInfo info = new(
            $"{queue}.{random.NextUInt128():x32}",
            queue,
            request,
            RedriveState.Running,
            0,
            total,
            Timestamp.From(time.GetUtcNow()).ToDateTimeOffset(),
            null,
            null);
        await store.CreateAsync(
            new RedriveTask(
                info,
                [.. stats.Select(_ => new SequenceNumber(1))],
                [.. stats.Select(partition => partition.NextSequence)]),
            cancellationToken);
        Resume(info.TaskId);
        return info;
    }

    public async Task<RedriveInfo> GetAsync(string taskId, CancellationToken cancellationToken) =>
        (await store.GetAsync(taskId, cancellationToken)).Task.Info;

    public async Task<IReadOnlyList<RedriveInfo>> ListAsync(QueueName? queue, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(queue, cancellationToken)).Select(task => task.Info)];

    public async Task<RedriveInfo> CancelAsync(string taskId, CancellationToken cancellationToken)
    {
        while (true)
        {
            (RedriveTask task, string version) = await store.GetAsync(taskId, cancellationToken);
            if (task.IsOver || task.Info.State == RedriveState.Cancelling)
                return task.Info;
            RedriveTask cancelling = task with { Info = task.Info with { State = RedriveState.Cancelling } };
            if (!await store.TryReplaceAsync(cancelling, version, cancellationToken))
                continue;
            Resume(taskId);
            return cancelling.Info;
        }
    }

    /// <summary>Takes up what an earlier process left unfinished.</summary>
    public async Task ResumeAllAsync(CancellationToken cancellationToken)
    {
        foreach (RedriveTask task in await store.ListAsync(null, cancellationToken))
        {
            if (!task.IsOver)
                Resume(task.Info.TaskId);
        }
    }

    /// <summary>
    /// Takes up those that have not moved on since the call before; one that has is in another process's hands, and two
    /// would go at twice the pace that was asked for.
    /// </summary>
    public async Task ResumeStalledAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, long> progress = new(StringComparer.Ordinal);
        DateTimeOffset forgotten = time.GetUtcNow() - KeptFor;
        foreach (RedriveTask task in await store.ListAsync(null, cancellationToken))
        {
            if (task.IsOver)
            {
                if (task.Info.EndedAt < forgotten)
                    await store.DeleteAsync(task.Info.TaskId, cancellationToken);
                continue;
            }

            string id = task.Info.TaskId;
            progress[id] = task.Next.Sum(next => next.Value);
            if (_progress.TryGetValue(id, out long before) && before == progress[id])
                Resume(id);
        }

        _progress = progress;
    }

    public async ValueTask DisposeAsync()
    {
        _stopping.CancelInPlace();
        Task[] running;
        lock (_gate)
            running = [.. _running.Values];
        await Task.WhenAll(running);
        _stopping.Dispose();
    }

    private void Resume(string taskId)
    {
        lock (_gate)
        {
            if (!_stopping.IsCancellationRequested && !_running.ContainsKey(taskId))
                _running.Add(taskId, RunAsync(taskId));
        }
    }

    /// <summary>Ends no earlier than it is among those that run, since it begins elsewhere.</summary>
    private async Task RunAsync(string taskId)
    {
        await Task.Yield();
        try
        {
            await _runner.RunAsync(taskId, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The next process resumes it from where its document says.
        }
        catch (Exception exception) when (Postponement.IsFor(exception))
        {
            LogInterrupted(logger, taskId, exception);
        }
        catch (Exception fault)
        {
            LogFailed(logger, taskId, fault);
            throw;
        }
        finally
        {
            lock (_gate)
                _running.Remove(taskId);
        }
    }

    private async Task<long> CountAsync(
        QueueRecord record, IReadOnlyList<MessageId> ids, CancellationToken cancellationToken)
    {
        long count = 0;
        foreach (PartitionId partition in record.Partitions)
            count += (await RedriveSelection.FindAsync(partitions.Get(partition), ids, cancellationToken)).Count;
        return count == ids.Distinct().Count()
            ? count
            : throw new BrokerException(
                BrokerErrorCode.InvalidRequest,
                $"Only {count} of the {ids.Count} messageIds are visible in queue '{record.Name}'. Messages in flight "
                + "cannot be moved; leave out those that are gone.");
    }

    private static void Check(QueueName queue, RedriveRequest request)
    {
        if (request.Destination is { } destination)
        {
            if (destination == queue)
                throw Invalid("destination must be another queue than the one that is redriven.");
            if (destination.IsFifo != queue.IsFifo)
                throw Invalid("destination must be of the same kind as the queue: both FIFO, or both standard.");
        }

        if (request.MaxPerSecond is < 1 or > Limits.MaxRedrivePerSecond)
            throw Invalid($"maxPerSecond must be between 1 and {Limits.MaxRedrivePerSecond}.");
        if (request.MessageIds is { Count: < 1 or > Limits.MaxBatchMessages })
            throw Invalid($"messageIds must have 1 to {Limits.MaxBatchMessages} entries.");
    }

    private static BrokerException Invalid(string detail) => new(BrokerErrorCode.InvalidRequest, detail);

    [LoggerMessage(LogLevel.Warning, "Redrive {TaskId} was interrupted; the maintenance timer goes on with it")]
    private static partial void LogInterrupted(ILogger logger, string taskId, Exception exception);

    [LoggerMessage(LogLevel.Error, "Redrive {TaskId} was ended by a fault")]
    private static partial void LogFailed(ILogger logger, string taskId, Exception fault);
}
