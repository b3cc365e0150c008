using QueueService.Partitions.Messages;
using QueueService.Wire;

namespace QueueService.Exchanges.Matching;

/// <summary>Makes bindings that may be, and refuses others with <c>InvalidBinding</c>.</summary>
public static class BindingRules
{
    private const int ShownNameLength = 64;

    /// <param name="type">Of the exchange.</param>
    /// <param name="syntax">Of the exchange; counts for <c>Topic</c> only.</param>
    /// <param name="destination">Whether it is there is asked elsewhere.</param>
    /// <param name="routingKey">Null stands for the empty one, except where there is none.</param>
    /// <param name="match">Null takes everything that the key takes.</param>
    public static Binding Make(
        ExchangeType type, TopicSyntax syntax, Destination destination, string? routingKey, BindingMatch? match)
    {
        if (routingKey is not null && type is ExchangeType.Fanout or ExchangeType.Headers)
        {
            throw Refusal(
                (type == ExchangeType.Fanout
                    ? "A fanout exchange knows no keys: its bindings take every message. "
                    : "A headers exchange knows no keys: its bindings go by 'match'. ")
                + "Leave 'routingKey' out, or take a direct or topic exchange, where 'match' counts beside the key.");
        }

        RoutingKeyRules.CheckPattern(type, syntax, routingKey ?? "");
        if (match is not null)
            Check(match);
        // All of no conditions asks for nothing.
        return new Binding(destination, routingKey ?? "", match is { Conditions.Count: 0 } ? null : match);
    }

    private static void Check(BindingMatch match)
    {
        if (match is { Mode: MatchMode.Any, Conditions.Count: 0 })
        {
            throw Refusal(
                "'match' asks for any of no conditions, which no message meets. Give it a condition, or mode 'all' to "
                + "take everything.");
        }

        if (match.Conditions.Count > Limits.MaxBindingConditions)
        {
            throw Refusal(
                $"'match' has {match.Conditions.Count} conditions; it may have {Limits.MaxBindingConditions}. Make "
                + "several bindings.");
        }

        for (int n = 0; n < match.Conditions.Count; n++)
        {
            Condition condition = match.Conditions[n];
            if (n > 0 && string.Equals(condition.Name, match.Conditions[n - 1].Name, StringComparison.Ordinal))
                throw Refusal(condition, "is there twice; ask for several values with 'anyOf'.");
            Check(condition);
        }

        WireWriter writer = new();
        BindingCodec.Write(writer, match);
        if (writer.Length > Limits.MaxBindingMatchBytes)
        {
            throw Refusal(
                $"'match' takes {writer.Length} bytes; it may take {Limits.MaxBindingMatchBytes}. Make several "
                + "bindings.");
        }
    }

    private static void Check(Condition condition)
    {
        if (!MessageAttribute.IsName(condition.Name))
        {
            throw Refusal(
                condition,
                $"names no attribute: the name of one has 1 to {Limits.MaxAttributeNameLength} characters of A-Z, a-z, "
                + "0-9, '_', '-' and '.'.");
        }

        if (condition is { Kind: ConditionKind.AnyOf, Values.Count: 0 })
            throw Refusal(condition, "has an 'anyOf' without values, which no message meets.");
        if (condition.Values.Count > Limits.MaxConditionValues)
        {
            throw Refusal(
                condition,
                $"has an 'anyOf' of {condition.Values.Count} values; it may have {Limits.MaxConditionValues}. Make "
                + "several bindings.");
        }

        if (condition.Kind == ConditionKind.Prefix && condition.Values[0].Text.Length == 0)
            throw Refusal(condition, "has an empty 'prefix'. Use 'exists' to ask whether the attribute is there.");
        foreach (ConditionValue value in condition.Values)
        {
            if (RoutingKeyRules.Bytes(value.Text) is null)
                throw Refusal(condition, "has a text that is not valid Unicode: half of a surrogate pair is missing.");
        }
    }

    private static BrokerException Refusal(Condition condition, string whatIsWrong)
    {
        string name = condition.Name;
        string shown = name.Length <= ShownNameLength ? name : $"{name[..ShownNameLength]}…";
        return Refusal($"The condition '{shown}' of 'match' {whatIsWrong}");
    }

    private static BrokerException Refusal(string detail) => new(BrokerErrorCode.InvalidBinding, detail);
}
