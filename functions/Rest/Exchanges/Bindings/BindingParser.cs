using QueueService.Exchanges.Matching;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Exchanges.Bindings;

/// <summary>Reads <c>{"queue": "...", "routingKey": "...", "match": {...}}</c>, or the same with an exchange.</summary>
internal static class BindingParser
{
    private const int Queue = 0;
    private const int Exchange = 1;
    private const int RoutingKey = 2;

    private static readonly MemberNames Members = new("queue", "exchange", "routingKey", "match");
    private static readonly MemberNames SetMembers = new("bindings");

    public static NewBinding Parse(ReadOnlySpan<byte> body)
    {
        var json = new RequestJson(body);
        NewBinding binding = ReadMembers(ref json);
        json.End();
        return binding;
    }

    /// <summary>Reads <c>{"bindings": [...]}</c>, which may have none.</summary>
    public static List<NewBinding> ParseSet(ReadOnlySpan<byte> body)
    {
        var json = new RequestJson(body);
        List<NewBinding>? bindings = null;
        uint seen = 0;
        while (json.NextMember(SetMembers, ref seen) >= 0)
            bindings = ReadSet(ref json);
        if (bindings is null)
            throw json.Refusal(ProblemCode.InvalidRequest, "lacks 'bindings'.");
        json.End();
        return bindings;
    }

    private static List<NewBinding> ReadSet(ref RequestJson json)
    {
        json.BeginArray();
        List<NewBinding> bindings = [];
        while (json.NextItem())
        {
            if (bindings.Count == Limits.MaxBindings)
            {
                throw new BrokerException(
                    BrokerErrorCode.TooManyBindings,
                    $"An exchange may have {Limits.MaxBindings} bindings. Use a pattern in place of many keys.");
            }

            json.BeginObject();
            bindings.Add(ReadMembers(ref json));
        }

        return bindings;
    }

    private static NewBinding ReadMembers(ref RequestJson json)
    {
        RequestJson start = json;
        Destination? destination = null;
        string? key = null;
        BindingMatch? match = null;
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
        {
            if (member is Queue or Exchange)
            {
                if (destination is not null)
                    throw start.Refusal(ProblemCode.InvalidBinding, "has both 'queue' and 'exchange'; give one.");
                string name = json.Text();
                destination = member == Queue
                    ? Destination.Of(QueueName.Parse(name))
                    : Destination.Of(ExchangeName.Parse(name));
            }
            else if (member == RoutingKey)
            {
                key = json.Text();
            }
            else
            {
                match = MatchParser.Read(ref json);
            }
        }

        return new NewBinding(
            destination ?? throw start.Refusal(ProblemCode.InvalidBinding, "lacks its 'queue' or 'exchange'."),
            key,
            match);
    }
}
