using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Partitions.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Reads one message of a send.</summary>
internal static class MessageParser
{
    private const int Body = 0;
    private const int BodyBase64 = 1;
    private const int ContentType = 2;
    private const int Attributes = 3;
    private const int DelaySeconds = 4;
    private const int GroupId = 5;
    private const int DeduplicationId = 6;

    private static readonly MemberNames Members = new(
        "body", "bodyBase64", "contentType", "attributes", "delaySeconds", "groupId", "deduplicationId");

    public static NewMessage Read(ref RequestJson json)
    {
        json.BeginObject();
        RequestJson start = json;
        byte[]? body = null;
        bool isText = false;
        string? contentType = null;
        List<MessageAttribute>? attributes = null;
        TimeSpan? delay = null;
        string? groupId = null;
        string? deduplicationId = null;
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
        {
            switch (member)
            {
                case Body or BodyBase64:
                    if (body is not null)
                        throw start.Refusal(ProblemCode.InvalidMessage, "has both 'body' and 'bodyBase64'; give one.");
                    isText = member == Body;
                    body = isText ? json.Bytes() : json.Base64();
                    break;
                case ContentType:
                    contentType = ReadContentType(json);
                    break;
                case Attributes:
                    attributes = AttributeParser.Read(ref json);
                    break;
                case DelaySeconds:
                    delay = json.Seconds(Limits.MaxDelay, ProblemCode.InvalidMessage);
                    break;
                case GroupId:
                    groupId = ClientId.Read(json);
                    break;
                case DeduplicationId:
                    deduplicationId = ClientId.Read(json);
                    break;
            }
        }

        return new NewMessage
        {
            Body = body ?? throw start.Refusal(ProblemCode.InvalidMessage, "has neither 'body' nor 'bodyBase64'."),
            IsText = isText,
            ContentType = contentType,
            Attributes = attributes is null ? [] : attributes,
            Delay = delay,
            GroupId = groupId,
            DeduplicationId = deduplicationId,
        };
    }

    public static string ReadContentType(RequestJson json)
    {
        string contentType = json.Text();
        return ContentTypes.IsValid(contentType)
            ? contentType
            : throw json.Refusal(ProblemCode.InvalidMessage, ContentTypes.Allowed);
    }
}
