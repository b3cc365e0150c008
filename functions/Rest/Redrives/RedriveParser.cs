using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Messages;
using QueueService.Functions.Rest.Problems;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Redrive;

namespace QueueService.Functions.Rest.Redrives;

/// <summary>Reads what a redrive moves; nothing at all moves everything back to where it came from.</summary>
internal static class RedriveParser
{
    private const int Destination = 0;
    private const int MaxPerSecond = 1;
    private const int MessageIds = 2;

    private static readonly MemberNames Members = new("destination", "maxPerSecond", "messageIds");

    public static RedriveRequest Parse(ReadOnlySpan<byte> body)
    {
        var request = new RedriveRequest();
        if (body.IsEmpty)
            return request;
        var json = new RequestJson(body);
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
        {
            request = member switch
            {
                Destination => request with { Destination = QueueName.Parse(json.Text()) },
                MaxPerSecond => request with
                {
                    MaxPerSecond = json.Number(1, Limits.MaxRedrivePerSecond, ProblemCode.InvalidRequest),
                },
                MessageIds => request with { MessageIds = BatchReader.Read(ref json, ReadId) },
                _ => throw new InvalidOperationException($"Member {member} of {Members.Listed} is not read."),
            };
        }

        json.End();
        return request;
    }

    private static MessageId ReadId(ref RequestJson json) => MessageId.TryParse(json.Text(), out MessageId id)
        ? id
        : throw json.Refusal(ProblemCode.InvalidRequest, "is not a message id.");
}
