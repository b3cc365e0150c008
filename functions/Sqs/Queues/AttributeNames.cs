namespace QueueService.Functions.Sqs.Queues;

/// <summary>The queue attributes of SQS.</summary>
internal static class AttributeNames
{
    public const string All = "All";
    public const string Messages = "ApproximateNumberOfMessages";
    public const string MessagesNotVisible = "ApproximateNumberOfMessagesNotVisible";
    public const string MessagesDelayed = "ApproximateNumberOfMessagesDelayed";
    public const string Created = "CreatedTimestamp";
    public const string LastModified = "LastModifiedTimestamp";
    public const string Arn = "QueueArn";
    public const string Delay = "DelaySeconds";
    public const string MaximumMessageSize = "MaximumMessageSize";
    public const string Retention = "MessageRetentionPeriod";
    public const string ReceiveWait = "ReceiveMessageWaitTimeSeconds";
    public const string VisibilityTimeout = "VisibilityTimeout";
    public const string Policy = "Policy";
    public const string RedrivePolicy = "RedrivePolicy";
    public const string RedriveAllowPolicy = "RedriveAllowPolicy";
    public const string KmsKey = "KmsMasterKeyId";
    public const string KmsReuse = "KmsDataKeyReusePeriodSeconds";
    public const string ManagedSse = "SqsManagedSseEnabled";
    public const string Fifo = "FifoQueue";
    public const string ContentBasedDeduplication = "ContentBasedDeduplication";
    public const string DeduplicationScope = "DeduplicationScope";
    public const string FifoThroughputLimit = "FifoThroughputLimit";

    /// <summary>Every name that may be asked for.</summary>
    public static IReadOnlySet<string> Readable { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        All, Messages, MessagesNotVisible, MessagesDelayed, Created, LastModified, Arn, Delay, MaximumMessageSize,
        Retention, ReceiveWait, VisibilityTimeout, Policy, RedrivePolicy, RedriveAllowPolicy, KmsKey, KmsReuse,
        ManagedSse, Fifo, ContentBasedDeduplication, DeduplicationScope, FifoThroughputLimit,
    };
}
