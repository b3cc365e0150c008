using System.Globalization;
using System.Text;
using QueueService.Functions.Sqs.Errors;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>What SQS tells about a message beside what its sender gave.</summary>
internal sealed class SystemAttributes(IReadOnlyList<string> wanted, SqsNames names, bool isFifo)
{
    private const string All = "All";

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        All, "SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp",
        "SequenceNumber", "MessageDeduplicationId", "MessageGroupId", "AWSTraceHeader", "DeadLetterQueueSourceArn",
    };

    private readonly bool _isAll = wanted.Contains(All, StringComparer.Ordinal);

    /// <summary>Reads the two lists of names that a receive may have; they are united.</summary>
    public static SystemAttributes Read(SqsCall call, bool isFifo)
    {
        string[] wanted =
        [
            .. call.Input.Texts("AttributeNames", "AttributeName"),
            .. call.Input.Texts("MessageSystemAttributeNames", "MessageSystemAttributeName"),
        ];
        return wanted.FirstOrDefault(name => !Known.Contains(name)) is { } unknown
            ? throw SqsException.UnknownAttribute(unknown)
            : new SystemAttributes(wanted, call.Names, isFifo);
    }

    public KeyValuePair<string, string>[] Of(MessageView message)
    {
        if (wanted.Count == 0)
            return [];
        List<KeyValuePair<string, string>> attributes = [];
        Add("SenderId", SqsNames.Account);
        Add("SentTimestamp", Milliseconds(message.EnqueuedAt));
        Add("ApproximateReceiveCount", message.ReceiveCount.ToString(CultureInfo.InvariantCulture));
        Add("ApproximateFirstReceiveTimestamp", Milliseconds(message.FirstReceivedAt));
        Add("SequenceNumber", isFifo ? SequenceText.Of(message.SequenceNumber) : null);
        Add("MessageDeduplicationId", isFifo ? message.DeduplicationId ?? ContentId(message) : null);
        Add("MessageGroupId", message.GroupId);
        Add("AWSTraceHeader", Trace(message));
        Add("DeadLetterQueueSourceArn", message.DeadLetter is { } letter ? names.Arn(letter.SourceQueue) : null);
        return [.. attributes];

        void Add(string name, string? value)
        {
            if (value is not null && (_isAll || wanted.Contains(name, StringComparer.Ordinal)))
                attributes.Add(new(name, value));
        }
    }

    private static string? Milliseconds(DateTimeOffset? time) =>
        time?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The id that content-based deduplication gives.</summary>
    private static string ContentId(MessageView message) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(message.Body.Span));

    private static string? Trace(MessageView message) =>
        message.Attributes.FirstOrDefault(MessageAttributes.IsSystem) is { } trace
            ? Encoding.UTF8.GetString(trace.Value.Span)
            : null;
}
