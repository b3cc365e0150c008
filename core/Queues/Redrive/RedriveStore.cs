using System.Globalization;
using Microsoft.Extensions.Logging;
using QueueService.Storage;

namespace QueueService.Queues.Redrive;

/// <summary>
/// The redrives that were started, one document each. An id is the name of the queue and a number: one that counts the
/// redrives of the queue, so that of two who want to start the next one only one can.
/// </summary>
internal sealed partial class RedriveStore(IDocumentStore documents, ILogger logger)
{
    private const string Collection = "redrives";

    public async Task<(RedriveTask Task, string Version)> GetAsync(string taskId, CancellationToken cancellationToken)
    {
        Document? document = IsId(taskId) ? await documents.GetAsync(Collection, taskId, cancellationToken) : null;
        return document is null
            ? throw new BrokerException(
                BrokerErrorCode.RedriveNotFound,
                "There is no such redrive. GET /v1/redrives lists those that there are.")
            : (RedriveTaskCodec.Decode(document), document.Version);
    }

    /// <summary>The redrive that was started last.</summary>
    public static RedriveTask LastOf(IEnumerable<RedriveTask> tasks) =>
        tasks.MaxBy(task => NumberOf(task.Info.TaskId))!;

    /// <summary>What a redrive is called that begins after these of the queue have ended.</summary>
    public static string NextId(QueueName queue, IReadOnlyList<RedriveTask> earlier)
    {
        UInt128 last = earlier.Count == 0 ? 0 : NumberOf(LastOf(earlier).Info.TaskId);
        return $"{queue}.{last + 1:x32}";
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
        if (await documents.GetAsync(Collection, taskId, cancellationToken) is { } document)
            await documents.DeleteAsync(Collection, taskId, document.Version, cancellationToken);
    }

    public async Task<IReadOnlyList<RedriveTask>> ListAsync(QueueName? queue, CancellationToken cancellationToken)
    {
        string prefix = queue is { } name ? name.Value + "." : "";
        List<Document> found = [];
        IReadOnlyList<Document> page;
        do
        {
            page = await documents.ListAsync(
                Collection, prefix, found.Count > 0 ? found[^1].Id : null, Limits.MaxPageSize, cancellationToken);
            found.AddRange(page);
        }
        while (page.Count == Limits.MaxPageSize);

        return
        [
            .. found.Select(TryDecode).OfType<RedriveTask>()
                .Where(task => queue is null || task.Info.Queue == queue)
                .OrderByDescending(task => task.Info.StartedAt),
        ];
    }

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

    private static UInt128 NumberOf(string taskId) => UInt128.Parse(
        taskId.AsSpan(taskId.LastIndexOf('.') + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static bool IsId(string text) => text.Length is > 0 and <= 128
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');

    [LoggerMessage(LogLevel.Error, "The redrive {TaskId} is passed over: {Reason}")]
    private static partial void LogPassedOver(ILogger logger, string taskId, string reason);
}
