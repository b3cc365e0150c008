using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Partitions.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Reads one message of a send.</summary>
internal static class MessageParser
{
    private static readonly MemberNames Members = new(MessageMembers.Names);

    public static NewMessage Read(ref RequestJson json)
    {
        json.BeginObject();
        RequestJson start = json;
        MessageMembers message = default;
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
            message.Read(member, ref json, start);
        return message.ToMessage(start);
    }

    public static string ReadContentType(RequestJson json)
    {
        string contentType = json.Text();
        return ContentTypes.IsValid(contentType)
            ? contentType
            : throw json.Refusal(ProblemCode.InvalidMessage, ContentTypes.Allowed);
    }
}
