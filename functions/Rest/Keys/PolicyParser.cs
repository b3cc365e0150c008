using QueueService.Access.Policies;
using QueueService.Functions.Rest.Json;

namespace QueueService.Functions.Rest.Keys;

/// <summary>
/// Reads <c>[{"role": "sender", "queues": ["a-*"]},
/// {"actions": ["peek"], "queues": ["dead"], "exchanges": ["a.*"]}]</c>.
/// </summary>
internal static class PolicyParser
{
    private const int Role = 0;
    private const int Actions = 1;
    private const int Queues = 2;

    private static readonly MemberNames Members = new("role", "actions", "queues", "exchanges");

    public static AccessPolicy Read(ref RequestJson json)
    {
        json.BeginArray();
        List<PolicyStatement> statements = [];
        while (json.NextItem())
            statements.Add(ReadStatement(ref json));
        return new AccessPolicy(statements);
    }

    private static PolicyStatement ReadStatement(ref RequestJson json)
    {
        json.BeginObject();
        RequestJson start = json;
        AccessRole? role = null;
        AccessActions? actions = null;
        List<QueuePattern>? queues = null;
        List<ExchangePattern>? exchanges = null;
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
        {
            switch (member)
            {
                case Role:
                    role = ReadRole(json);
                    break;
                case Actions:
                    actions = ReadActions(ref json);
                    break;
                case Queues:
                    queues = ReadQueues(ref json);
                    break;
                default:
                    exchanges = ReadExchanges(ref json);
                    break;
            }
        }

        if (queues is null && exchanges is null)
            throw start.Refusal(KeyParser.Invalid, "lacks its 'queues' or 'exchanges'; [\"*\"] are all.");
        queues ??= [];
        if (role is null == actions is null)
            throw start.Refusal(KeyParser.Invalid, "must have either a 'role' or 'actions'.");
        return role?.On(queues, exchanges) ?? new PolicyStatement(actions!.Value, queues, null, exchanges);
    }

    private static AccessRole ReadRole(RequestJson json) => AccessRole.Find(json.Text())
        ?? throw json.Refusal(
            KeyParser.Invalid, $"must be one of {string.Join(", ", AccessRole.All.Select(role => role.Name))}.");

    private static AccessActions ReadActions(ref RequestJson json)
    {
        json.BeginArray();
        AccessActions actions = AccessActions.None;
        while (json.NextItem())
        {
            AccessActions action = ActionWords.Parse(json.Text());
            if (action == AccessActions.None)
                throw json.Refusal(KeyParser.Invalid, $"must be one of {ActionWords.Listed}.");
            actions |= action;
        }

        return actions;
    }

    private static List<QueuePattern> ReadQueues(ref RequestJson json)
    {
        json.BeginArray();
        List<QueuePattern> queues = [];
        while (json.NextItem())
        {
            queues.Add(QueuePattern.TryParse(json.Text(), out QueuePattern pattern)
                ? pattern
                : throw json.Refusal(
                    KeyParser.Invalid,
                    "must be the name of a queue, in which '*' is any text and '?' any one character."));
        }

        return queues;
    }

    private static List<ExchangePattern> ReadExchanges(ref RequestJson json)
    {
        json.BeginArray();
        List<ExchangePattern> exchanges = [];
        while (json.NextItem())
        {
            exchanges.Add(ExchangePattern.TryParse(json.Text(), out ExchangePattern pattern)
                ? pattern
                : throw json.Refusal(
                    KeyParser.Invalid,
                    "must be the name of an exchange, in which '*' is any text and '?' any one character."));
        }

        return exchanges;
    }
}
