using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Partitions.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>What a client gives with a message, read member by member.</summary>
internal struct MessageMembers
{
    /// <summary>The members that a message has wherever it goes, in the order of their numbers from 0.</summary>
    public static readonly string[] Names =
        ["body", "bodyBase64", "contentType", "attributes", "delaySeconds", "groupId", "deduplicationId"];

    private const int Body = 0;
    private const int BodyBase64 = 1;
    private const int ContentType = 2;
    private const int Attributes = 3;
    private const int DelaySeconds = 4;
    private const int GroupId = 5;
    private const int DeduplicationId = 6;

    private byte[]? _body;
    private bool _isText;
    private string? _contentType;
    private List<MessageAttribute>? _attributes;
    private TimeSpan? _delay;
    private string? _groupId;
    private string? _deduplicationId;

    /// <summary>Reads the member that the reader stands at.</summary>
    /// <param name="start">Where the message begins.</param>
    public void Read(int member, ref RequestJson json, in RequestJson start)
    {
        switch (member)
        {
            case Body or BodyBase64:
                if (_body is not null)
                    throw start.Refusal(ProblemCode.InvalidMessage, "has both 'body' and 'bodyBase64'; give one.");
                _isText = member == Body;
                _body = _isText ? json.Bytes() : json.Base64();
                break;
            case ContentType:
                _contentType = MessageParser.ReadContentType(json);
                break;
            case Attributes:
                _attributes = AttributeParser.Read(ref json);
                break;
            case DelaySeconds:
                _delay = json.Seconds(Limits.MaxDelay, ProblemCode.InvalidMessage);
                break;
            case GroupId:
                _groupId = ClientId.Read(json);
                break;
            case DeduplicationId:
                _deduplicationId = ClientId.Read(json);
                break;
        }
    }

    /// <summary>The message, once all its members were read.</summary>
    /// <inheritdoc cref="Read"/>
    public readonly NewMessage ToMessage(in RequestJson start) => new()
    {
        Body = _body ?? throw start.Refusal(ProblemCode.InvalidMessage, "has neither 'body' nor 'bodyBase64'."),
        IsText = _isText,
        ContentType = _contentType,
        Attributes = _attributes is null ? [] : _attributes,
        Delay = _delay,
        GroupId = _groupId,
        DeduplicationId = _deduplicationId,
    };
}
