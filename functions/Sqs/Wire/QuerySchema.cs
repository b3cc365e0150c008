namespace QueueService.Functions.Sqs.Wire;

/// <summary>The members of each action's request (model of SQS, version 2012-11-05).</summary>
internal static class QuerySchema
{
    private static readonly QueryMember Queue = QueryMember.Single("QueueUrl");
    private static readonly QueryMember Handle = QueryMember.Single("ReceiptHandle");
    private static readonly QueryMember Timeout = QueryMember.Single("VisibilityTimeout");
    private static readonly QueryMember Id = QueryMember.Single("Id");
    private static readonly QueryMember Attributes = QueryMember.Map("Name", "Attribute", "Attributes");
    private static readonly QueryMember Tags = QueryMember.Map("Key", "Tag", "Tags", "tags");
    private static readonly QueryMember AttributeNames = QueryMember.List("AttributeNames", "AttributeName");

    private static readonly QueryMember[] AttributeValue =
    [
        .. Singles("DataType", "StringValue", "BinaryValue"),
        QueryMember.List("StringListValues", "StringListValue"),
        QueryMember.List("BinaryListValues", "BinaryListValue"),
    ];

    private static readonly QueryMember[] Message =
    [
        .. Singles("MessageBody", "DelaySeconds", "MessageGroupId", "MessageDeduplicationId"),
        QueryMember.Structures("MessageAttributes", "MessageAttribute", AttributeValue),
        QueryMember.Structures("MessageSystemAttributes", "MessageSystemAttribute", AttributeValue),
    ];

    private static readonly Dictionary<string, QueryMember[]> All = new(StringComparer.Ordinal)
    {
        ["AddPermission"] =
        [
            Queue, QueryMember.Single("Label"), QueryMember.List("AWSAccountIds", "AWSAccountId"),
            QueryMember.List("Actions", "ActionName"),
        ],
        ["CancelMessageMoveTask"] = Singles("TaskHandle"),
        ["ChangeMessageVisibility"] = [Queue, Handle, Timeout],
        ["ChangeMessageVisibilityBatch"] =
            [Queue, QueryMember.Items("ChangeMessageVisibilityBatchRequestEntry", Id, Handle, Timeout)],
        ["CreateQueue"] = [QueryMember.Single("QueueName"), Attributes, Tags],
        ["DeleteMessage"] = [Queue, Handle],
        ["DeleteMessageBatch"] = [Queue, QueryMember.Items("DeleteMessageBatchRequestEntry", Id, Handle)],
        ["DeleteQueue"] = [Queue],
        ["GetQueueAttributes"] = [Queue, AttributeNames],
        ["GetQueueUrl"] = Singles("QueueName", "QueueOwnerAWSAccountId"),
        ["ListDeadLetterSourceQueues"] = [Queue, .. Singles("NextToken", "MaxResults")],
        ["ListMessageMoveTasks"] = Singles("SourceArn", "MaxResults"),
        ["ListQueueTags"] = [Queue],
        ["ListQueues"] = Singles("QueueNamePrefix", "NextToken", "MaxResults"),
        ["PurgeQueue"] = [Queue],
        ["ReceiveMessage"] =
        [
            Queue, Timeout, .. Singles("MaxNumberOfMessages", "WaitTimeSeconds", "ReceiveRequestAttemptId"),
            AttributeNames, QueryMember.List("MessageSystemAttributeNames", "MessageSystemAttributeName"),
            QueryMember.List("MessageAttributeNames", "MessageAttributeName"),
        ],
        ["RemovePermission"] = [Queue, QueryMember.Single("Label")],
        ["SendMessage"] = [Queue, .. Message],
        ["SendMessageBatch"] = [Queue, QueryMember.Items("SendMessageBatchRequestEntry", [Id, .. Message])],
        ["SetQueueAttributes"] = [Queue, Attributes],
        ["StartMessageMoveTask"] = Singles("SourceArn", "DestinationArn", "MaxNumberOfMessagesPerSecond"),
        ["TagQueue"] = [Queue, Tags],
        ["UntagQueue"] = [Queue, QueryMember.List("TagKeys", "TagKey")],
    };

    /// <summary>The members of an action's request; none for an action that there is not.</summary>
    public static QueryMember[] Of(string action) => All.GetValueOrDefault(action) ?? [];

    private static QueryMember[] Singles(params string[] names) => [.. names.Select(QueryMember.Single)];
}
