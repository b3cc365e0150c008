using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Messages;
using QueueService.Functions.Rest.Messages.Named;
using QueueService.Functions.Rest.Problems;
using QueueService.Queues.Redrive;

namespace QueueService.Functions.Rest.Redrives;

/// <summary>Reads what a redrive moves; nothing at all moves everything back to where it came from.</summary>
internal static class RedriveParser
{
    private const int Destination = 0;
    private const int MaxPerSecond = 1;
    private const int MessageIds = 2;
    private const int Messages = 3;
    private const int Filter = 4;

    private static readonly MemberNames Members = new(
        "destination", "maxPerSecond", "messageIds", "messages", "filter");

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
                MessageIds => request with { MessageIds = BatchReader.Read(ref json, NamedParser.ReadId) },
                Messages => request with { Messages = BatchReader.Read(ref json, NamedParser.Read) },
                Filter => request with { Filter = FilterParser.Read(ref json) },
                _ => throw new InvalidOperationException($"Member {member} of {Members.Listed} is not read."),
            };
        }

        json.End();
        return request;
    }
}
