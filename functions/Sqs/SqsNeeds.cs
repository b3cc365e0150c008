using QueueService.Access.Policies;
using QueueService.Functions.Sqs.Redrive;

namespace QueueService.Functions.Sqs;

/// <summary>What each action needs, and on which queue. An action that is not here is closed to everybody.</summary>
internal static class SqsNeeds
{
    private static readonly Dictionary<string, (AccessActions AnyOf, Func<SqsCall, QueueName?> Queue)> All =
        new(StringComparer.Ordinal)
        {
            ["AddPermission"] = (AccessActions.Manage, OfUrl),
            ["CancelMessageMoveTask"] = (AccessActions.Redrive, OfTask),
            ["ChangeMessageVisibility"] = (AccessActions.Receive, OfUrl),
            ["ChangeMessageVisibilityBatch"] = (AccessActions.Receive, OfUrl),
            ["CreateQueue"] = (AccessActions.Manage, OfName),
            ["DeleteMessage"] = (AccessActions.Receive, OfUrl),
            ["DeleteMessageBatch"] = (AccessActions.Receive, OfUrl),
            ["DeleteQueue"] = (AccessActions.Manage, OfUrl),
            ["GetQueueAttributes"] = (AccessActions.OfQueues, OfUrl),
            ["GetQueueUrl"] = (AccessActions.OfQueues, OfName),
            ["ListDeadLetterSourceQueues"] = (AccessActions.OfQueues, OfUrl),
            ["ListMessageMoveTasks"] = (AccessActions.Redrive, OfSource),
            ["ListQueueTags"] = (AccessActions.OfQueues, OfUrl),
            // Lists only what the key sees.
            ["ListQueues"] = (AccessActions.OfQueues, _ => null),
            ["PurgeQueue"] = (AccessActions.Purge, OfUrl),
            ["ReceiveMessage"] = (AccessActions.Receive, OfUrl),
            ["RemovePermission"] = (AccessActions.Manage, OfUrl),
            ["SendMessage"] = (AccessActions.Send, OfUrl),
            ["SendMessageBatch"] = (AccessActions.Send, OfUrl),
            ["SetQueueAttributes"] = (AccessActions.Manage, OfUrl),
            ["StartMessageMoveTask"] = (AccessActions.Redrive, OfSource),
            ["TagQueue"] = (AccessActions.Manage, OfUrl),
            ["UntagQueue"] = (AccessActions.Manage, OfUrl),
        };

    public static IReadOnlyCollection<string> Actions => All.Keys;

    /// <summary>The actions of which any will do; none for an action that nobody may take.</summary>
    public static AccessActions AnyOf(string action) => All.GetValueOrDefault(action).AnyOf;

    /// <summary>The queue that a call is about; null if about none, or about something that cannot be one.</summary>
    public static QueueName? QueueOf(string action, SqsCall call) => All[action].Queue(call);

    /// <summary>Whether what it needs is to manage something, which is always written down.</summary>
    public static bool IsManaging(AccessActions anyOf) => anyOf is AccessActions.Manage or AccessActions.Purge
        or AccessActions.Redrive;

    /// <summary>Whether an action changes anything: a receive hides what it hands out.</summary>
    public static bool IsChange(string action) => !action.StartsWith("Get", StringComparison.Ordinal)
        && !action.StartsWith("List", StringComparison.Ordinal);

    private static QueueName? OfUrl(SqsCall call) => call.Queue();

    private static QueueName? OfName(SqsCall call) =>
        QueueName.TryParse(call.Input.Text("QueueName"), out QueueName queue) ? queue : null;

    private static QueueName? OfSource(SqsCall call) => SqsNames.OfArn(call.Input.Text("SourceArn") ?? "");

    /// <summary>A handle is not signed; its task is looked for among those of the queue that it names.</summary>
    private static QueueName? OfTask(SqsCall call) => call.Input.Text("TaskHandle") is { Length: > 0 } handle
        ? SqsNames.OfArn(TaskHandle.Parse(handle).SourceArn)
        : null;
}
