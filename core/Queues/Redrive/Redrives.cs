using QueueService.Features;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Queues.Catalog;
using QueueService.Queues.Named;

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
    internal const int MostKept = 100;

    /// <summary>Of all queues, the newest, beside the last one of each: a listing reads them all.</summary>
    internal const int MostKeptInAll = 10_000;

    /// <summary>Of one queue: one of all messages, the others of messages that they name.</summary>
    private const int MostAtOnce = 20;

    /// <summary>Their names are part of the document of the redrive.</summary>
    private const int MostOrigins = 1_000;

    /// <summary>
    /// The queues are read anew: what is remembered of them may be of an earlier queue of that name.
    /// </summary>
    public async Task<RedriveInfo> StartAsync(
        QueueName queue, RedriveRequest request, CancellationToken cancellationToken)
    {
        Check(queue, request);
        if (request.Origins is not null && partitions.Features.Level < FeatureLevel.Three)
        {
            throw Invalid(
                "Who may not send to every queue names a destination, until the feature level of the store is "
                + $"{FeatureLevel.Three}.");
        }

        QueueRecord record = (await catalog.ReadExistingAsync(queue, cancellationToken)).Record;
        if (request.Destination is { } destination)
            await catalog.ReadExistingAsync(destination, cancellationToken);
        PartitionStats[] stats = await partitions.AskAllAsync(record.Partitions, () => new StatsCommand());
        IReadOnlyList<NamedMessage>? named = request.Named;
        IReadOnlyList<IReadOnlyList<SequenceNumber>>? chosen = named is not null
            ? await ChooseAsync(record, named, cancellationToken)
            : null;
        RedriveInfo info = new(
            "",
            queue,
            request with { Messages = null, MessageIds = named?.Select(message => message.Id).ToList() },
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
        return await CreateAsync(task, cancellationToken);
    }

    /// <summary>
    /// Its number follows all that the queue has had. Of two who take the same one looks again, so that of two who want
    /// to move all messages one finds the other at work.
    /// </summary>
    private async Task<RedriveInfo> CreateAsync(RedriveTask task, CancellationToken cancellationToken)
    {
        while (true)
        {
            (IReadOnlyList<RedriveTask> earlier, string taskId) = await store.BeforeNextAsync(
                task.Info.Queue, cancellationToken);
            RedriveTask[] running = [.. earlier.Where(one => !one.IsOver)];
            if (task.Chosen is null && Array.Exists(running, one => one.Info.Request.MessageIds is null))
                throw InProgress("A redrive of this queue is running. Wait for it, or cancel it first.");
            if (running.Length >= MostAtOnce)
                throw InProgress($"{running.Length} redrives of this queue are running. Wait until some have ended.");
            task = task with { Info = task.Info with { TaskId = taskId } };
            if (notice is not null)
                await notice.WriteAsync(taskId, cancellationToken);
            await ForgetAsync(earlier.SkipLast(1), MostKept - 2, cancellationToken);
            if (!await store.TryCreateAsync(task, cancellationToken))
                continue;
            work.Begin(taskId);
            return task.Info;
        }
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
        IReadOnlyList<RedriveInfo> found = await store.ListAsync(
            queue, limit, RedriveCursor.Parse(cursor), shows, task => Shown(Watched(task)), cancellationToken);
        return new Page<RedriveInfo>(
            [.. found.Take(limit)], found.Count > limit ? RedriveCursor.Of(found[limit - 1]).ToString() : null);
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
                return Shown(task);
            RedriveTask cancelling = task with { Info = task.Info with { State = RedriveState.Cancelling } };
            if (await store.TryReplaceAsync(cancelling, version, cancellationToken) is null)
                continue;
            work.Begin(taskId);
            return Shown(cancelling);
        }
    }

    /// <summary>
    /// Sees to it that what another process leaves unfinished goes on, and forgets what ended long ago, or is more than
    /// is kept; but not the last redrive of a queue, whose number the next one follows.
    /// </summary>
    public async Task ResumeStalledAsync(CancellationToken cancellationToken)
    {
        PriorityQueue<string, RedriveCursor> ended = new();
        await foreach (IReadOnlyList<RedriveTask> queue in store.ListByQueueAsync(cancellationToken))
        {
            foreach (RedriveTask task in queue.Where(task => !task.IsOver))
                work.Begin(task.Info.TaskId);
            foreach (RedriveInfo kept in await ForgetAsync(queue.SkipLast(1), MostKept - 1, cancellationToken))
                ended.Enqueue(kept.TaskId, RedriveCursor.Of(kept));
            while (ended.Count > MostKeptInAll)
                await store.DeleteAsync(ended.Dequeue(), cancellationToken);
        }
    }

    /// <summary>Forgets those of a queue that have ended and are old, or too many.</summary>
    /// <param name="tasks">The first one first.</param>
    /// <returns>Those that have ended and are kept.</returns>
    private async Task<IReadOnlyList<RedriveInfo>> ForgetAsync(
        IEnumerable<RedriveTask> tasks, int most, CancellationToken cancellationToken)
    {
        DateTimeOffset forgotten = time.GetUtcNow() - KeptFor;
        List<RedriveInfo> kept = [];
        foreach (RedriveInfo redrive in tasks.Where(task => task.IsOver).Select(task => task.Info).Reverse())
        {
            if (redrive.EndedAt >= forgotten && kept.Count < most)
                kept.Add(redrive);
            else
                await store.DeleteAsync(redrive.TaskId, cancellationToken);
        }

        return kept;
    }

    /// <summary>
    /// Hears of redrives that other processes have started since the last look, and watches them from then on. Costs
    /// one storage call while none is started, two otherwise. One call at a time.
    /// </summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (notice is not null && await notice.HasNewsAsync(cancellationToken))
            await ResumeStalledAsync(cancellationToken);
    }

    /// <summary>
    /// A process that shows a redrive watches it from then on, so that it goes on soon after its process is killed.
    /// </summary>
    private RedriveTask Watched(RedriveTask task)
    {
        if (!task.IsOver)
            work.Begin(task.Info.TaskId);
        return task;
    }

    private async Task<IReadOnlyList<IReadOnlyList<SequenceNumber>>> ChooseAsync(
        QueueRecord record, IReadOnlyList<NamedMessage> named, CancellationToken cancellationToken)
    {
        IReadOnlyList<IReadOnlyList<SequenceNumber>> chosen = await RedriveSelection.FindAsync(
            partitions, record, named, cancellationToken);
        int count = chosen.Sum(messages => messages.Count);
        return count == named.Select(message => message.Id).Distinct().Count()
            ? chosen
            : throw new BrokerException(
                BrokerErrorCode.InvalidRequest,
                $"Only {count} of the {named.Count} messages are visible in queue '{record.Name}'. Messages in flight "
                + "cannot be moved; leave out those that are gone.");
    }

    /// <summary>
    /// What is noted while a redrive runs is for its end alone, and the queues that messages may go back to for those
    /// who carry it out.
    /// </summary>
    private static RedriveInfo Shown(RedriveTask task) => task.Info with
    {
        Request = task.Info.Request with { Origins = null },
        Failure = task.Info.State == RedriveState.Failed ? task.Info.Failure : null,
        Stayed = task.Stayed,
        Scanned = task.Scanned,
    };

    /// <summary>Throws <c>InvalidRequest</c> unless messages of one queue may be moved to the other.</summary>
    public static void CheckDestination(QueueName queue, QueueName destination)
    {
        if (destination == queue)
            throw Invalid("destination must be another queue than the one that is redriven.");
        if (destination.IsFifo != queue.IsFifo)
            throw Invalid("destination must be of the same kind as the queue: both FIFO, or both standard.");
    }

    private static void Check(QueueName queue, RedriveRequest request)
    {
        if (request.Destination is { } destination)
            CheckDestination(queue, destination);

        if (request.Origins is { Count: > MostOrigins })
            throw Invalid($"Messages can go back to at most {MostOrigins} queues. Name a destination.");
        if (request.MaxPerSecond is < 1 or > Limits.MaxRedrivePerSecond)
            throw Invalid($"maxPerSecond must be between 1 and {Limits.MaxRedrivePerSecond}.");
        if (request is { MessageIds: not null, Messages: not null })
            throw Invalid("Name the messages either by messageIds or by messages, not by both.");
        if (request is { Filter: not null, Named: not null })
            throw Invalid("Give either a filter, or the messages by name; not both.");
        request.Filter?.Check();
        if (request.Named is { Count: < 1 or > Limits.MaxBatchMessages })
            throw Invalid($"messages must have 1 to {Limits.MaxBatchMessages} entries.");
    }

    private static BrokerException Invalid(string detail) => new(BrokerErrorCode.InvalidRequest, detail);

    private static BrokerException InProgress(string detail) => new(BrokerErrorCode.RedriveInProgress, detail);
}
