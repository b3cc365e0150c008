using System.Globalization;
using System.Text;
using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>What SQS tells about a message beside what its sender gave.</summary>
internal sealed class SystemAttributes
{
    private const string SenderId = "SenderId";
    private const string SentTimestamp = "SentTimestamp";
    private const string ReceiveCount = "ApproximateReceiveCount";
    private const string FirstReceiveTimestamp = "ApproximateFirstReceiveTimestamp";
    private const string SequenceNumber = "SequenceNumber";
    private const string DeduplicationId = "MessageDeduplicationId";
    private const string GroupId = "MessageGroupId";
    private const string DeadLetterSource = "DeadLetterQueueSourceArn";

    private static readonly string[] All =
    [
        SenderId, SentTimestamp, ReceiveCount, FirstReceiveTimestamp, SequenceNumber, DeduplicationId, GroupId,
        MessageAttributes.SystemTraceHeader, DeadLetterSource,
    ];

    private readonly HashSet<string> _wanted = new(StringComparer.Ordinal);
    private readonly SqsNames _names;
    private readonly bool _isFifo;

    private SystemAttributes(SqsNames names, bool isFifo)
    {
        _names = names;
        _isFifo = isFifo;
    }

    /// <summary>True if none are asked for.</summary>
    public bool IsEmpty => _wanted.Count == 0;

    /// <summary>True for the name of a system attribute.</summary>
    public static bool IsName(string name) => All.Contains(name, StringComparer.Ordinal);

    /// <summary>
    /// Reads the two lists of names that a receive may have; they are united. Typed SDKs offer names of queue
    /// attributes for them too; no message has those.
    /// </summary>
    public static SystemAttributes Read(SqsCall call, bool isFifo)
    {
        SystemAttributes attributes = new(call.Names, isFifo);
        attributes.Want(call.Input.Texts("AttributeNames"));
        attributes.Want(call.Input.Texts("MessageSystemAttributeNames"));
        return attributes;
    }

    public List<KeyValuePair<string, string>> Of(MessageView message)
    {
        List<KeyValuePair<string, string>> attributes = new(_wanted.Count);
        foreach (string name in All)
        {
            if (_wanted.Contains(name) && Value(message, name) is { } value)
                attributes.Add(new(name, value));
        }

        return attributes;
    }

    private void Want(IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            if (name is "All")
                _wanted.UnionWith(All);
            else if (IsName(name))
                _wanted.Add(name);
            else if (!AttributeNames.Readable.Contains(name))
                throw SqsException.UnknownAttribute(name);
        }
    }

    private string? Value(MessageView message, string name) => name switch
    {
        SenderId => SqsNames.Account,
        SentTimestamp => Milliseconds(message.EnqueuedAt),
        ReceiveCount => message.ReceiveCount.ToString(CultureInfo.InvariantCulture),
        FirstReceiveTimestamp => Milliseconds(message.FirstReceivedAt),
        SequenceNumber => _isFifo ? SequenceText.Of(message.SequenceNumber) : null,
        DeduplicationId => _isFifo ? Deduplication(message) : null,
        GroupId => message.GroupId,
        MessageAttributes.SystemTraceHeader => Trace(message),
        DeadLetterSource => message.DeadLetter is { } letter ? _names.Arn(letter.SourceQueue) : null,
        _ => throw new InvalidOperationException($"No message has a {name}."),
    };

    private static string? Milliseconds(DateTimeOffset? time) =>
        time?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// That of a dead letter is its own id, so that its old one can be sent there; where the content decides, it is the
    /// digest of the body.
    /// </summary>
    private static string Deduplication(MessageView message) => message.DeadLetter is not null
        ? message.MessageId.ToString()
        : message.DeduplicationId
            ?? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(message.Body.Span));

    private static string? Trace(MessageView message) =>
        message.Attributes.FirstOrDefault(MessageAttributes.IsSystem) is { } trace
            ? Encoding.UTF8.GetString(trace.Value.Span)
            : null;
}
