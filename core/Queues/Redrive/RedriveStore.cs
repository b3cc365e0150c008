using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using QueueService.Queues.Peek;
using QueueService.Storage;

namespace QueueService.Queues.Redrive;

/// <summary>
/// The redrives that were started, one document each. An id is the name of the queue and a number: one that counts the
/// redrives of the queue, so that of two who want to start the next one only one can.
/// </summary>
internal sealed partial class RedriveStore(IDocumentStore documents, ILogger logger)
{
    private const string Collection = "redrives";

    /// <summary>Throws <c>RedriveNotFound</c> and <c>RedriveDamaged</c>.</summary>
    public async Task<(RedriveTask Task, string Version)> GetAsync(string taskId, CancellationToken cancellationToken)
    {
        Document document = await FindAsync(taskId, cancellationToken) ?? throw new BrokerException(
            BrokerErrorCode.RedriveNotFound, "There is no such redrive. GET /v1/redrives lists those that there are.");
        try
        {
            return (RedriveTaskCodec.Decode(document.Readable()), document.Version);
        }
        catch (StorageCorruptException damage)
        {
            throw new BrokerException(
                BrokerErrorCode.RedriveDamaged,
                "What is stored of this redrive is damaged, and nobody carries it out. DELETE takes it away.",
                damage);
        }
    }

    /// <summary>
    /// The redrives of a queue, the first one first, and what the next one is called. A damaged one has a number, too.
    /// </summary>
    public async Task<(IReadOnlyList<RedriveTask> Earlier, string NextId)> BeforeNextAsync(
        QueueName queue, CancellationToken cancellationToken)
    {
        List<RedriveTask> earlier = [];
        UInt128 last = 0;
        await foreach (Document document in ReadAsync(queue, cancellationToken))
        {
            last = UInt128.Max(last, NumberOf(document.Id));
            if (TryDecode(document) is { } task)
                earlier.Add(task);
        }

        return (earlier, $"{queue}.{last + 1:x32}");
    }

    /// <summary>
    /// False if somebody else has started a redrive of this number. If the store says so although it was this process,
    /// the owner tells, who is the one that starts it and stays so for some seconds at least.
    /// </summary>
    public async Task<bool> TryCreateAsync(RedriveTask task, CancellationToken cancellationToken)
    {
        string id = task.Info.TaskId;
        if (await documents.CreateAsync(Collection, id, RedriveTaskCodec.Encode(task), cancellationToken) is not null)
            return true;
        return await documents.GetAsync(Collection, id, cancellationToken) is { } there
            && RedriveTaskCodec.Decode(there) is { } other
            && other.Owner == task.Owner
            && other.Incarnation == task.Incarnation
            && other.Info.StartedAt == task.Info.StartedAt
            && other.Info.Total == task.Info.Total
            && (other.Info.Request.MessageIds ?? []).SequenceEqual(task.Info.Request.MessageIds ?? [])
            && MessageFilter.IsSame(other.Info.Request.Filter, task.Info.Request.Filter)
            && other.End.SequenceEqual(task.End);
    }

    /// <summary>The new version; null if somebody else has changed the task since this one.</summary>
    public async Task<string?> TryReplaceAsync(
        RedriveTask task, string version, CancellationToken cancellationToken)
    {
        Document? replaced = await documents.ReplaceAsync(
            Collection, task.Info.TaskId, RedriveTaskCodec.Encode(task), version, cancellationToken);
        return replaced?.Version;
    }

    public async Task DeleteAsync(string taskId, CancellationToken cancellationToken)
    {
        if (await FindAsync(taskId, cancellationToken) is { } document)
            await documents.DeleteAsync(Collection, taskId, document.Version, cancellationToken);
    }

    /// <summary>The redrives of a queue that can be read, the newest first.</summary>
    public async Task<IReadOnlyList<RedriveTask>> ListAsync(QueueName queue, CancellationToken cancellationToken)
    {
        (IReadOnlyList<RedriveTask> tasks, _) = await BeforeNextAsync(queue, cancellationToken);
        return [.. tasks.OrderByDescending(task => task.Info.StartedAt)];
    }

    /// <summary>
    /// The redrives that can be read, queue by queue, of each the first one first. No more than one queue's are held at
    /// a time.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<RedriveTask>> ListByQueueAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<RedriveTask> tasks = [];
        await foreach (Document document in ReadAsync(null, cancellationToken))
        {
            if (TryDecode(document) is not { } task)
                continue;
            if (tasks.Count > 0 && tasks[0].Info.Queue != task.Info.Queue)
            {
                yield return tasks;
                tasks = [];
            }

            tasks.Add(task);
        }

        if (tasks.Count > 0)
            yield return tasks;
    }

    /// <summary>
    /// A page of the redrives that can be read, the newest first, and one more if there are more. However many there
    /// are, no more are held at a time.
    /// </summary>
    /// <param name="after">Only older ones; null for all.</param>
    /// <param name="shows">Leaves out those of other queues.</param>
    /// <param name="show">What of each is held: a document may be hundreds of times as long.</param>
    public async Task<IReadOnlyList<RedriveInfo>> ListAsync(
        QueueName? queue,
        int limit,
        RedriveCursor? after,
        Predicate<QueueName>? shows,
        Func<RedriveTask, RedriveInfo> show,
        CancellationToken cancellationToken)
    {
        PriorityQueue<RedriveInfo, RedriveCursor> newest = new();
        await foreach (Document document in ReadAsync(queue, cancellationToken))
        {
            if (TryDecode(document) is not { } task || shows?.Invoke(task.Info.Queue) == false)
                continue;
            RedriveCursor place = RedriveCursor.Of(task.Info);
            if (after is { } last && place.CompareTo(last) >= 0)
                continue;
            newest.Enqueue(show(task), place);
            if (newest.Count > limit + 1)
                newest.Dequeue();
        }

        RedriveInfo[] page = new RedriveInfo[newest.Count];
        for (int n = page.Length - 1; n >= 0; n--)
            page[n] = newest.Dequeue();
        return page;
    }

    /// <summary>By ordinal order of their ids, those that are damaged included.</summary>
    private async IAsyncEnumerable<Document> ReadAsync(
        QueueName? queue, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string prefix = queue is { } name ? name.Value + "." : "";
        await foreach (Document document in documents.ReadAllAsync(
            Collection, prefix, null, Limits.MaxPageSize, cancellationToken))
        {
            if (RedriveInfo.QueueOf(document.Id) is { } of && (queue is null || of == queue))
                yield return document;
        }
    }

    private async Task<Document?> FindAsync(string taskId, CancellationToken cancellationToken) =>
        IsId(taskId) ? await documents.FindAsync(Collection, taskId, cancellationToken) : null;

    /// <summary>One that cannot be read must not hide the others.</summary>
    private RedriveTask? TryDecode(Document document)
    {
        try
        {
            return RedriveTaskCodec.Decode(document.Readable());
        }
        catch (StorageCorruptException damage)
        {
            LogPassedOver(logger, document.Id, damage.Message);
            return null;
        }
    }

    /// <summary>0 for what is no id that was given out.</summary>
    private static UInt128 NumberOf(string taskId) => UInt128.TryParse(
        taskId.AsSpan(taskId.LastIndexOf('.') + 1),
        NumberStyles.AllowHexSpecifier,
        CultureInfo.InvariantCulture,
        out UInt128 number)
        ? number
        : 0;

    private static bool IsId(string text) => text.Length is > 0 and <= 128
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');

    [LoggerMessage(LogLevel.Error, "The redrive {TaskId} is passed over: {Reason}")]
    private static partial void LogPassedOver(ILogger logger, string taskId, string reason);
}
