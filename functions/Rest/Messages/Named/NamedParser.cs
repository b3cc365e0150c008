using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Partitions.Messages;
using QueueService.Queues.Named;

namespace QueueService.Functions.Rest.Messages.Named;

/// <summary>Reads the names of messages.</summary>
internal static class NamedParser
{
    private const int MessageIdMember = 0;
    private const int SequenceNumber = 1;

    private static readonly MemberNames DeleteMembers = new("messages");
    private static readonly MemberNames Members = new("messageId", "sequenceNumber");

    public static List<NamedMessage> ParseDelete(ReadOnlySpan<byte> body) =>
        BatchReader.ReadBody(body, DeleteMembers, "messages", Read);

    /// <summary>Reads one name.</summary>
    public static NamedMessage Read(ref RequestJson json)
    {
        json.BeginObject();
        RequestJson start = json;
        MessageId? id = null;
        long? number = null;
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
        {
            if (member == MessageIdMember)
                id = ReadId(ref json);
            else if (member == SequenceNumber)
                number = json.LongNumber(1, long.MaxValue, ProblemCode.InvalidRequest);
        }

        return new NamedMessage(
            id ?? throw start.Refusal(ProblemCode.InvalidRequest, "lacks its 'messageId'."), number);
    }

    public static MessageId ReadId(ref RequestJson json) => MessageId.TryParse(json.Text(), out MessageId id)
        ? id
        : throw json.Refusal(ProblemCode.InvalidRequest, "is not a message id.");
}
