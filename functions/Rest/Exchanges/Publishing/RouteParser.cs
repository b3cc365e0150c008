using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Messages;
using QueueService.Partitions.Messages;

namespace QueueService.Functions.Rest.Exchanges.Publishing;

/// <summary>Reads what the route of a message hangs on; nothing at all is a message with nothing.</summary>
internal static class RouteParser
{
    private const int RoutingKeys = 1;
    private const int Attributes = 2;

    private static readonly MemberNames Members = new(
        RoutingKeyParser.OneName, RoutingKeyParser.SeveralName, "attributes");

    public static (IReadOnlyList<string> Keys, IReadOnlyList<MessageAttribute> Attributes) Parse(
        ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return ([""], []);
        var json = new RequestJson(body);
        RequestJson start = json;
        IReadOnlyList<string>? keys = null;
        IReadOnlyList<MessageAttribute> attributes = [];
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
        {
            if (member == Attributes)
                attributes = AttributeParser.Read(ref json);
            else if (keys is null)
                keys = RoutingKeyParser.Read(ref json, member == RoutingKeys);
            else
                throw RoutingKeyParser.Both(start);
        }

        json.End();
        return (keys ?? [""], attributes);
    }
}
