using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Messages;
using QueueService.Functions.Rest.Problems;
using QueueService.Routing.Publishing;

namespace QueueService.Functions.Rest.Exchanges.Publishing;

/// <summary>Reads <c>{"messages": [...]}</c>, where each says how it is routed.</summary>
internal static class PublishParser
{
    private const string MandatoryName = "mandatory";

    /// <summary>What the one-message form takes from the query string.</summary>
    public static readonly string[] Parameters = [.. RawParameters.Names, RoutingKeyParser.OneName, MandatoryName];

    private static readonly int RoutingKey = MessageMembers.Names.Length;
    private static readonly int RoutingKeys = RoutingKey + 1;
    private static readonly int Mandatory = RoutingKeys + 1;

    private static readonly MemberNames Batch = new("messages");
    private static readonly MemberNames Members = new(
        [.. MessageMembers.Names, RoutingKeyParser.OneName, RoutingKeyParser.SeveralName, MandatoryName]);

    public static List<NewPublish> Parse(ReadOnlySpan<byte> body) =>
        BatchReader.ReadBody(body, Batch, "messages", Read);

    /// <summary>A request whose body is that of the message.</summary>
    public static NewPublish ParseRaw(string? contentType, RequestQuery query, ReadOnlySpan<byte> body) =>
        new(RawMessage.Parse(contentType, query, body))
        {
            RoutingKeys = [query.Text(RoutingKeyParser.OneName) ?? ""],
            IsMandatory = query.Boolean(MandatoryName, ProblemCode.InvalidMessage),
        };

    private static NewPublish Read(ref RequestJson json)
    {
        json.BeginObject();
        RequestJson start = json;
        MessageMembers message = default;
        IReadOnlyList<string>? keys = null;
        bool? isMandatory = null;
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
        {
            if (member == RoutingKey || member == RoutingKeys)
            {
                if (keys is not null)
                    throw RoutingKeyParser.Both(start);
                keys = RoutingKeyParser.Read(ref json, member == RoutingKeys);
            }
            else if (member == Mandatory)
            {
                isMandatory = json.Boolean();
            }
            else
            {
                message.Read(member, ref json, start);
            }
        }

        NewPublish publish = new(message.ToMessage(start)) { IsMandatory = isMandatory };
        return keys is null ? publish : publish with { RoutingKeys = keys };
    }
}
