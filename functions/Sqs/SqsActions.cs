using QueueService.Functions.Sqs.Messages;
using QueueService.Functions.Sqs.Queues;
using QueueService.Functions.Sqs.Redrive;

namespace QueueService.Functions.Sqs;

/// <summary>The actions by name. An action without output answers null.</summary>
internal static class SqsActions
{
    private static readonly Dictionary<string, Func<SqsCall, Task<SqsAnswer?>>> All = new(StringComparer.Ordinal)
    {
        ["AddPermission"] = PermissionActions.AddAsync,
        ["CancelMessageMoveTask"] = MoveTaskActions.CancelAsync,
        ["ChangeMessageVisibility"] = ReceiptActions.ChangeVisibilityAsync,
        ["ChangeMessageVisibilityBatch"] = ReceiptActions.ChangeVisibilityBatchAsync,
        ["CreateQueue"] = QueueActions.CreateAsync,
        ["DeleteMessage"] = ReceiptActions.DeleteAsync,
        ["DeleteMessageBatch"] = ReceiptActions.DeleteBatchAsync,
        ["DeleteQueue"] = QueueActions.DeleteAsync,
        ["GetQueueAttributes"] = QueueActions.GetAttributesAsync,
        ["GetQueueUrl"] = QueueActions.GetUrlAsync,
        ["ListDeadLetterSourceQueues"] = ListActions.ListDeadLetterSourcesAsync,
        ["ListMessageMoveTasks"] = MoveTaskActions.ListAsync,
        ["ListQueueTags"] = TagActions.ListAsync,
        ["ListQueues"] = ListActions.ListAsync,
        ["PurgeQueue"] = QueueActions.PurgeAsync,
        ["ReceiveMessage"] = ReceiveAction.ReceiveAsync,
        ["RemovePermission"] = PermissionActions.RemoveAsync,
        ["SendMessage"] = SendActions.SendAsync,
        ["SendMessageBatch"] = SendActions.SendBatchAsync,
        ["SetQueueAttributes"] = QueueActions.SetAttributesAsync,
        ["StartMessageMoveTask"] = MoveTaskActions.StartAsync,
        ["TagQueue"] = TagActions.TagAsync,
        ["UntagQueue"] = TagActions.UntagAsync,
    };

    /// <summary>Actions that are about no queue in particular are not known at a queue's own address.</summary>
    private static readonly HashSet<string> OnlyAtRoot = new(StringComparer.Ordinal) { "CreateQueue", "ListQueues" };

    /// <summary>The action; null if there is none of this name at this address.</summary>
    public static Func<SqsCall, Task<SqsAnswer?>>? Find(string name, bool isAtQueue) =>
        isAtQueue && OnlyAtRoot.Contains(name) ? null : All.GetValueOrDefault(name);
}
