using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Queues.Catalog;
using QueueService.Queues.Messages;

namespace QueueService.Queues.Redrive;

/// <summary>Starts, shows, cancels and resumes redrives.</summary>
/// <param name="notice">Tells other processes of redrives; null where there are none.</param>
internal sealed class Redrives(
    RedriveStore store,
    RedriveNotice? notice,
    RedriveWork work,
    QueueCatalog catalog,
    PartitionRegistry partitions,
    TimeProvider time)
{
    /// <summary>As long as messages can be kept.</summary>
    private static readonly TimeSpan KeptFor = Limits.MaxRetention;

    /// <summary>Of one queue, the newest: redrives of nothing cost their starter nothing.</summary>
    private const int MostKept = 100;

    /// <summary>
    /// The queues are read anew: what is remembered of them may be of an earlier queue of that name.
    /// </summary>
    public async Task<RedriveInfo> StartAsync(
        QueueName queue, RedriveRequest request, CancellationToken cancellationToken)
    {
        Check(queue, request);
        QueueRecord record = (await catalog.ReadExistingAsync(queue, cancellationToken)).Record;
        if (request.Destination is { } destination)
            await catalog.ReadExistingAsync(destination, cancellationToken);
        (IReadOnlyList<RedriveTask> earlier, string taskId) = await store.BeforeNextAsync(queue, cancellationToken);
        if (earlier.Any(task => !task.IsOver))
            throw InProgress();
        PartitionStats[] stats = await partitions.AskAllAsync(record.Partitions, () => new StatsCommand());
        IReadOnlyList<IReadOnlyList<SequenceNumber>>? chosen = request.MessageIds is { } ids
            ? await ChooseAsync(record, ids, cancellationToken)
            : null;
        RedriveInfo info = new(
            taskId,
            queue,
            request,
            RedriveState.Running,
            0,
            chosen?.Sum(messages => messages.Count) ?? stats.Sum(partition => partition.Visible),
            Timestamp.From(time.GetUtcNow()).ToDateTimeOffset(),
            null,
            null);
        RedriveTask task = new(
            info,
            [.. stats.Select(_ => new SequenceNumber(1))],
            [.. stats.Select(partition => partition.NextSequence)])
        {
            Incarnation = record.Incarnation,
            Chosen = chosen,
            Owner = work.Owner,
        };
        if (notice is not null)
            await notice.WriteAsync(info.TaskId, cancellationToken);
        if (!await store.TryCreateAsync(task, cancellationToken))
            throw InProgress();
        work.Begin(info.TaskId);
        return info;
    }

    public async Task<RedriveInfo> GetAsync(string taskId, CancellationToken cancellationToken) =>
        Shown(Watched((await store.GetAsync(taskId, cancellationToken)).Task));

    public async Task<IReadOnlyList<RedriveInfo>> ListAsync(QueueName queue, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(queue, cancellationToken)).Select(task => Shown(Watched(task)))];

    /// <summary>A page, as <see cref="Broker"/> says.</summary>
    public async Task<Page<RedriveInfo>> ListAsync(
        QueueName? queue,
        int limit,
        string? cursor,
        Predicate<QueueName>? shows,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<RedriveTask> tasks = await store.ListAsync(
            queue, limit, RedriveCursor.Parse(cursor), shows, cancellationToken);
        RedriveInfo[] page = [.. tasks.Take(limit).Select(task => Shown(Watched(task)))];
        return new Page<RedriveInfo>(page, tasks.Count > limit ? RedriveCursor.Of(page[^1]).ToString() : null);
    }

    /// <summary>Takes away a redrive that is damaged.</summary>
    public async Task<RedriveInfo> CancelAsync(string taskId, CancellationToken cancellationToken)
    {
        try
        {
            return await CancelReadableAsync(taskId, cancellationToken);
        }
        catch (BrokerException damaged)
            when (damaged.Code == BrokerErrorCode.RedriveDamaged && RedriveInfo.QueueOf(taskId) is not null)
        {
            await store.DeleteAsync(taskId, cancellationToken);
            DateTimeOffset now = Timestamp.From(time.GetUtcNow()).ToDateTimeOffset();
            return new RedriveInfo(
                taskId,
                RedriveInfo.QueueOf(taskId)!.Value,
                new RedriveRequest(),
                RedriveState.Failed,
                0,
                0,
                now,
                now,
                RedriveFailures.TakenAway);
        }
    }

    private async Task<RedriveInfo> CancelReadableAsync(string taskId, CancellationToken cancellationToken)
    {
        while (true)
        {
            (RedriveTask task, string version) = await store.GetAsync(taskId, cancellationToken);
            if (task.IsOver || task.Info.State == RedriveState.Cancelling)
                return Shown(task.Info);
            RedriveTask cancelling = task with { Info = task.Info with { State = RedriveState.Cancelling } };
            if (await store.TryReplaceAsync(cancelling, version, cancellationToken) is null)
                continue;
            work.Begin(taskId);
            return Shown(cancelling.Info);
        }
    }

    /// <summary>
    /// Sees to it that what another process leaves unfinished goes on, and forgets what ended long ago; but not the
    /// last redrive of a queue, whose number the next one follows.
    /// </summary>
    public async Task ResumeStalledAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset forgotten = time.GetUtcNow() - KeptFor;
        foreach (IGrouping<QueueName, RedriveTask> queue in (await store.ListAsync(null, cancellationToken))
            .GroupBy(task => task.Info.Queue))
        {
            string last = RedriveStore.LastOf(queue).Info.TaskId;
            int kept = 0;
            foreach (RedriveTask task in queue)
            {
                string id = task.Info.TaskId;
                if (!task.IsOver)
                    work.Begin(id);
                else if ((task.Info.EndedAt < forgotten || ++kept > MostKept)
                    && !string.Equals(id, last, StringComparison.Ordinal))
                    await store.DeleteAsync(id, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Hears of redrives that other processes have started since the last look, and watches them from then on. Costs one
    /// storage call while none is started, two otherwise. One call at a time.
    /// </summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (notice is not null && await notice.HasNewsAsync(cancellationToken))
            await ResumeStalledAsync(cancellationToken);
    }

    /// <summary>
    /// A process that shows a redrive watches it from then on, so that it goes on soon after its process is killed.
    /// </summary>
    private RedriveInfo Watched(RedriveTask task)
    {
        if (!task.IsOver)
            work.Begin(task.Info.TaskId);
        return task.Info;
    }

    private async Task<IReadOnlyList<IReadOnlyList<SequenceNumber>>> ChooseAsync(
        QueueRecord record, IReadOnlyList<MessageId> ids, CancellationToken cancellationToken)
    {
        IReadOnlyList<IReadOnlyList<SequenceNumber>> chosen = await RedriveSelection.FindAsync(
            partitions, record, ids, cancellationToken);
        int count = chosen.Sum(messages => messages.Count);
        return count == ids.Distinct().Count()
            ? chosen
            : throw new BrokerException(
                BrokerErrorCode.InvalidRequest,
                $"Only {count} of the {ids.Count} messageIds are visible in queue '{record.Name}'. Messages in flight "
                + "cannot be moved; leave out those that are gone.");
    }

    /// <summary>What is noted while a redrive runs is for its end alone.</summary>
    private static RedriveInfo Shown(RedriveInfo info) =>
        info.State == RedriveState.Failed ? info : info with { Failure = null };

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

    private static BrokerException InProgress() => new(
        BrokerErrorCode.RedriveInProgress, "A redrive of this queue is running. Wait for it, or cancel it first.");
}
