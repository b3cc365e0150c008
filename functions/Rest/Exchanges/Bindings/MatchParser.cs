using System.Text;
using System.Text.Json;
using QueueService.Exchanges.Matching;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Exchanges.Bindings;

/// <summary>
/// Reads <c>{"mode": "all", "attributes": {...}}</c>. A condition is a text, a number, a boolean, or an object with one
/// of <c>exists</c>, <c>anyOf</c> and <c>prefix</c>.
/// </summary>
internal static class MatchParser
{
    private const string Invalid = ProblemCode.InvalidBinding;

    private const int Mode = 0;
    private const int Exists = 0;
    private const int AnyOf = 1;

    private static readonly MemberNames Members = new("mode", "attributes");
    private static readonly MemberNames ConditionMembers = new("exists", "anyOf", "prefix");

    public static BindingMatch Read(ref RequestJson json)
    {
        json.BeginObject();
        MatchMode mode = MatchMode.All;
        List<Condition> conditions = [];
        uint seen = 0;
        for (int member; (member = json.NextMember(Members, ref seen)) >= 0;)
        {
            if (member == Mode)
                mode = json.Word(MatchWords.Modes, Invalid);
            else
                ReadConditions(ref json, conditions);
        }

        return new BindingMatch(mode, conditions);
    }

    private static void ReadConditions(ref RequestJson json, List<Condition> conditions)
    {
        json.BeginObject();
        while (json.NextName() is { } name)
        {
            if (conditions.Exists(known => string.Equals(known.Name, name, StringComparison.Ordinal)))
                throw json.Refusal(ProblemCode.DuplicateMember, "is there twice.");
            if (conditions.Count == Limits.MaxBindingConditions)
            {
                throw json.Refusal(
                    Invalid, $"is one too many: a binding may have {Limits.MaxBindingConditions} conditions.");
            }

            conditions.Add(
                json.Kind == JsonTokenType.StartObject
                    ? ReadObject(ref json, name)
                    : Condition.Equal(name, ReadValue(json, " or an object with 'exists', 'anyOf' or 'prefix'")));
        }
    }

    private static Condition ReadObject(ref RequestJson json, string name)
    {
        RequestJson start = json;
        Condition? condition = null;
        uint seen = 0;
        for (int member; (member = json.NextMember(ConditionMembers, ref seen)) >= 0;)
        {
            if (condition is not null)
                throw start.Refusal(Invalid, $"has more than one of {ConditionMembers.Listed}; give one.");
            condition = member switch
            {
                Exists => Condition.Exists(name, json.Boolean()),
                AnyOf => Condition.AnyOf(name, ReadValues(ref json)),
                _ => Condition.Prefix(name, json.Text()),
            };
        }

        return condition ?? throw start.Refusal(Invalid, $"lacks one of {ConditionMembers.Listed}.");
    }

    private static List<ConditionValue> ReadValues(ref RequestJson json)
    {
        json.BeginArray();
        List<ConditionValue> values = [];
        while (json.NextItem())
        {
            if (values.Count == Limits.MaxConditionValues)
                throw json.Refusal(Invalid, $"is one too many: there may be {Limits.MaxConditionValues} values.");
            values.Add(ReadValue(json));
        }

        return values;
    }

    /// <param name="others">What else may stand there, for a refusal.</param>
    private static ConditionValue ReadValue(RequestJson json, string others = "") => json.Kind switch
    {
        JsonTokenType.String => ConditionValue.Of(json.Text()),
        JsonTokenType.Number => ConditionValue.OfNumber(Encoding.ASCII.GetString(json.NumberAsSent())),
        JsonTokenType.True or JsonTokenType.False => ConditionValue.Of(json.Boolean()),
        _ => throw json.WrongType($"a string, a number, a boolean{others}"),
    };
}
