using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Queues.Peek;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Reads which messages are meant.</summary>
internal static class FilterParser
{
    private const string Invalid = ProblemCode.InvalidRequest;

    private const int Text = 0;
    private const int Attributes = 1;
    private const int GroupId = 2;
    private const int SourceQueue = 3;
    private const int Reason = 4;
    private const int Detail = 5;
    private const int MinReceiveCount = 6;
    private const int After = 7;
    private const int Before = 8;

    private static readonly MemberNames Members = new(
        "text", "attributes", "groupId", "sourceQueue", "reason", "detail", "minReceiveCount", "after", "before");

    public static MessageFilter Read(ref RequestJson json)
    {
        json.BeginObject();
        var filter = new MessageFilter();
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
        {
            filter = member switch
            {
                Text => filter with { Text = json.Text() },
                Attributes => filter with { Attributes = AttributeParser.Read(ref json) },
                GroupId => filter with { GroupId = ClientId.Read(json, Invalid) },
                SourceQueue => filter with { SourceQueue = QueueName.Parse(json.Text()) },
                Reason => filter with { Reason = json.Text() },
                Detail => filter with { Detail = json.Text() },
                MinReceiveCount => filter with { MinReceiveCount = json.Number(0, int.MaxValue, Invalid) },
                After => filter with { After = ReadTime(json) },
                Before => filter with { Before = ReadTime(json) },
                _ => throw new InvalidOperationException($"Member {member} of {Members.Listed} is not read."),
            };
        }

        return filter;
    }

    private static DateTimeOffset ReadTime(RequestJson json) =>
        JsonTime.TryParse(json.Text(), out DateTimeOffset time) ? time : throw json.Refusal(Invalid, JsonTime.Allowed);
}
