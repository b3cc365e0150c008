using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Reads <c>{"messages": [...]}</c>.</summary>
internal static class SendParser
{
    private static readonly MemberNames Members = new("messages");

    public static List<NewMessage> Parse(ReadOnlySpan<byte> body)
    {
        var json = new RequestJson(body);
        List<NewMessage>? messages = null;
        uint seen = 0;
        while (json.NextMember(Members, ref seen) >= 0)
            messages = BatchReader.Read(ref json, MessageParser.Read);
        if (messages is null)
            throw json.Refusal(ProblemCode.InvalidRequest, "lacks 'messages'.");
        json.End();
        return messages;
    }
}
