using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Queues.Named;

namespace QueueService.Functions.Rest.Messages.Named;

/// <summary>Reads what is to change of a message.</summary>
internal static class EditParser
{
    private const int Body = 0;
    private const int BodyBase64 = 1;
    private const int ContentType = 2;
    private const int Attributes = 3;
    private const int Replay = 4;

    private static readonly MemberNames Members = new(
        "body", "bodyBase64", "contentType", "attributes", "replay", "notBefore", "priority", "ttlSeconds");

    private static readonly MemberNames ReplayMembers = new("destination");

    public static MessageEdit Parse(ReadOnlySpan<byte> body)
    {
        var json = new RequestJson(body);
        RequestJson start = json;
        MessageEdit edit = new();
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
        {
            edit = member switch
            {
                Body or BodyBase64 when edit.Body is not null => throw start.Refusal(
                    ProblemCode.InvalidMessage, "has both 'body' and 'bodyBase64'; give one."),
                Body => edit with { Body = json.Bytes(), IsText = true },
                BodyBase64 => edit with { Body = json.Base64(), IsText = false },
                ContentType => edit with { ContentType = MessageParser.ReadContentType(json) },
                Attributes => edit with { Attributes = AttributeParser.Read(ref json) },
                Replay => edit with { Replay = ReadReplay(ref json) },
                _ => throw json.Refusal(
                    ProblemCode.InvalidRequest, "cannot be changed by this version of the service; leave it out."),
            };
        }

        if (edit is { ChangesContent: false, Replay: null })
        {
            throw start.Refusal(
                ProblemCode.InvalidRequest,
                "changes nothing: give 'body' or 'bodyBase64', 'contentType', 'attributes' or 'replay'.");
        }

        json.End();
        return edit;
    }

    private static MessageReplay ReadReplay(ref RequestJson json)
    {
        json.BeginObject();
        QueueName? destination = null;
        uint seen = 0;
        while (json.NextMember(ReplayMembers, ref seen) >= 0)
            destination = QueueName.Parse(json.Text());
        return new MessageReplay(destination);
    }
}
