using QueueService.Functions.Rest.Json;
using QueueService.Partitions.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Reads <c>{"messages": [...]}</c>.</summary>
internal static class SendParser
{
    private static readonly MemberNames Members = new("messages");

    public static List<NewMessage> Parse(ReadOnlySpan<byte> body) =>
        BatchReader.ReadBody(body, Members, "messages", MessageParser.Read);
}
