using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Machine;
using QueueService.Partitions.Messages;
using QueueService.Queues.Catalog;
using QueueService.Queues.Messages;
using QueueService.Queues.Named;
using QueueService.Queues.Peek;
using QueueService.Replication;
using QueueService.Replication.Leases;
using QueueService.Storage;

namespace QueueService.Queues.Redrive;

/// <summary>
/// One step of a redrive: looks at some messages of a partition, outside its commit loop, and moves those that are to
/// be moved. Whoever repeats a step after a crash finds its messages gone already, so nothing is moved twice.
/// </summary>
internal sealed class RedriveStep(
    QueueCatalog catalog, PartitionRegistry partitions, MessageViews views, IStore store, TimeProvider time)
{
    private const int MaxMoves = 100;

    /// <summary>However many messages there are to read, progress is noted this often.</summary>
    private static readonly TimeSpan LookFor = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The task after the step. Queues are looked up anew for each, since they may have been deleted and made again.
    /// </summary>
    public async Task<RedriveTask> RunAsync(RedriveTask task, CancellationToken cancellationToken)
    {
        RedriveInfo info = task.Info;
        try
        {
            QueueRecord record = (await catalog.ReadExistingAsync(info.Queue, cancellationToken)).Record;
            if (task.Incarnation > 0 && task.Incarnation != record.Incarnation)
                return Deleted(task);
            MoveTarget? destination = null;
            if (info.Request.Destination is { } name)
                destination = (await catalog.ReadExistingAsync(name, cancellationToken)).Record.Target;
            if (task.Chosen is null && info.Request.MessageIds is { } ids)
            {
                task = task with
                {
                    Chosen = await RedriveSelection.FindAsync(
                        partitions, record, [.. ids.Select(id => new NamedMessage(id))], cancellationToken),
                };
            }

            for (int index = 0; index < task.Next.Count; index++)
            {
                if (task.Next[index] < task.End[index])
                    return await MoveAsync(task, index, record, destination, cancellationToken);
            }

            return task.Finished(time.GetUtcNow());
        }
        catch (BrokerException exception) when (exception.Code == BrokerErrorCode.QueueNotFound)
        {
            return task.Ended(RedriveState.Failed, time.GetUtcNow(), exception.Message);
        }
        catch (PartitionClosedException)
        {
            return Deleted(task);
        }
    }

    private RedriveTask Deleted(RedriveTask task) => task.Ended(
        RedriveState.Failed, time.GetUtcNow(), $"Queue '{task.Info.Queue}' was deleted while the redrive ran.");

    private async Task<RedriveTask> MoveAsync(
        RedriveTask task, int index, QueueRecord record, MoveTarget? destination, CancellationToken cancellationToken)
    {
        using PartitionLease<QueuePartition> lease = await partitions.LeaseAsync(record.Partition(index));
        QueuePartition partition = lease.Partition;
        (List<MoveItem> items, List<Staying> staying, IReadOnlyList<Delivery> page, SequenceNumber end) =
            await LookAsync(task, index, partition, destination, cancellationToken);
        int moved = 0;
        if (items.Count > 0)
        {
            // On a full disk the redrive waits.
            store.TakeRoom();
            MoveCommand move = new(items, task.Info.Request.StartedBy);
            IReadOnlyList<SequenceNumber> leaving = await partition.SendAsync(move);
            await partitions.MoveLeavingAsync(partition.Id);

            // A destination that was deleted just now has sent them back; the next step will see what is there then.
            IReadOnlyList<Delivery> back = await partition.SendAsync(new LocateCommand(leaving));
            moved = leaving.Count - back.Count;
            if (back.Count > 0)
                end = back[0].Sequence;
        }

        SequenceNumber[] next = [.. task.Next];
        next[index] = end;
        staying.RemoveAll(message => message.Message >= end);
        RedriveTask after = task with
        {
            Next = next,
            Stayed = task.Stayed + staying.Count,
            Scanned = task.Scanned + page.Count(message => message.Sequence < end),
            Info = task.Info with { Moved = task.Info.Moved + moved },
        };
        return staying.Exists(message => !message.HasSource) ? after.WithUnknownSource() : after;
    }

    /// <summary>
    /// What is to be moved next, what has no queue to go to, what there was to look at, and the first message that was
    /// not looked at.
    /// </summary>
    private async Task<(List<MoveItem>, List<Staying>, IReadOnlyList<Delivery>, SequenceNumber)> LookAsync(
        RedriveTask task,
        int index,
        QueuePartition partition,
        MoveTarget? destination,
        CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        int limit = task.Info.Request.MaxPerSecond is { } rate ? Math.Clamp(rate / 4, 1, MaxMoves) : MaxMoves;
        IReadOnlyList<Delivery> page = task.Chosen is { } chosen
            ? await partition.SendAsync(new LocateCommand([.. chosen[index].Where(one => one >= task.Next[index])]))
            : await partition.SendAsync(
                new PeekCommand(PeekState.Visible, task.Next[index].Plus(-1), Limits.MaxPageSize));
        Dictionary<string, MoveTarget?> origins = new(StringComparer.Ordinal);
        Dictionary<FrameNumber, FrameContents?> frames = [];
        FilterMatch? filter = task.Info.Request.Filter is { } wanted ? new FilterMatch(wanted) : null;
        List<MoveItem> items = [];
        List<Staying> staying = [];
        for (int n = 0; n < page.Count && page[n].Sequence < task.End[index]; n++)
        {
            Delivery message = page[n];
            if (items.Count == limit || time.GetElapsedTime(started) > LookFor)
                return (items, staying, page, message.Sequence);
            if (filter is not null && !frames.ContainsKey(message.Frame))
                frames = await ReadAheadAsync(partition, page, n, cancellationToken);

            // Trimmed since: somebody has taken the message.
            FrameContents? contents = filter is not null
                ? frames[message.Frame]
                : await partition.Frames.ReadAsync(message.Frame, cancellationToken);
            if (contents is null
                || filter?.IsMet(views.View(partition.Id, message, contents, withHandle: false)) == false)
                continue;
            StoredMessage stored = contents.Messages[message.Index];
            if ((destination ?? await FindOriginAsync(task, stored.Traits, origins, cancellationToken)) is { } target)
                items.Add(new MoveItem(message.Sequence, stored.Length, stored.Traits, target));
            else
                staying.Add(new Staying(message.Sequence, stored.Traits?.Origin?.Queue is not null));
        }

        bool isLast = task.Chosen is not null || page.Count < Limits.MaxPageSize
            || page[^1].Sequence >= task.End[index];
        return (items, staying, page, isLast ? task.End[index] : page[^1].Sequence.Plus(1));
    }

    /// <summary>
    /// The frames of some messages from one on, and of that one in any case: a filter may pass over most of them.
    /// </summary>
    private static Task<Dictionary<FrameNumber, FrameContents?>> ReadAheadAsync(
        QueuePartition partition, IReadOnlyList<Delivery> page, int first, CancellationToken cancellationToken) =>
        partition.Bulk.ReadAsync(
            [.. page.Skip(first).Take(MaxMoves).Select(message => message.Frame).Distinct().Order()],
            Limits.MaxFetchBytes,
            cancellationToken);

    /// <summary>
    /// The queue that a message came from; null if it came from none, from one that is gone, or from one that it may
    /// not go back to.
    /// </summary>
    private async Task<MoveTarget?> FindOriginAsync(
        RedriveTask task,
        MessageTraits? traits,
        Dictionary<string, MoveTarget?> known,
        CancellationToken cancellationToken)
    {
        if (traits?.Origin?.Queue is not { } origin)
            return null;
        if (!known.TryGetValue(origin, out MoveTarget? target))
        {
            QueueName name = QueueName.Parse(origin);
            target = task.Info.Request.Origins?.Contains(name) == false
                ? null
                : await catalog.FindTargetAsync(name, cancellationToken);
            known.Add(origin, target);
        }

        return target;
    }

    /// <summary>A message that has no queue to go to.</summary>
    /// <param name="HasSource">It came from one, which is gone.</param>
    private readonly record struct Staying(SequenceNumber Message, bool HasSource);
}
