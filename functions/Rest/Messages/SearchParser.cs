using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Queues.Peek;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Reads what is looked for; nothing at all looks for everything.</summary>
internal static class SearchParser
{
    private const string Invalid = ProblemCode.InvalidRequest;

    private const int Filter = 0;
    private const int State = 1;
    private const int Order = 2;
    private const int BodyBytes = 3;
    private const int GroupBy = 4;
    private const int Limit = 5;
    private const int Cursor = 6;

    private static readonly MemberNames Members = new(
        "filter", "state", "order", "bodyBytes", "groupBy", "limit", "cursor");

    public static SearchQuery Parse(ReadOnlySpan<byte> body)
    {
        var query = new SearchQuery();
        if (body.IsEmpty)
            return query;
        var json = new RequestJson(body);
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
        {
            query = member switch
            {
                Filter => query with { Filter = FilterParser.Read(ref json) },
                State => query with { State = json.Word(PeekWords.States, Invalid) },
                Order => query with { Order = json.Word(PeekWords.Orders, Invalid) },
                BodyBytes => query with { BodyBytes = json.Number(0, Limits.MaxMessageBytes, Invalid) },
                GroupBy => query with { GroupBy = json.Word(PeekWords.Groups, Invalid) },
                Limit => query with { Limit = json.Number(0, Limits.MaxPageSize, Invalid) },
                Cursor => query with { Cursor = json.Text() },
                _ => throw new InvalidOperationException($"Member {member} of {Members.Listed} is not read."),
            };
        }

        json.End();
        return query;
    }
}
