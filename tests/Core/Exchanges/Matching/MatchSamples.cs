using System.Text;
using QueueService.Exchanges.Matching;
using QueueService.Partitions.Messages;

namespace QueueService.Tests.Core.Exchanges.Matching;

/// <summary>Short ways to write bindings, attributes and matches.</summary>
internal static class MatchSamples
{
    public static Destination Queue(string name) => Destination.Of(QueueName.Parse(name));

    public static Binding Bind(
        ExchangeType type, string? key = null, BindingMatch? match = null, string queue = "q",
        TopicSyntax syntax = TopicSyntax.Amqp) => BindingRules.Make(type, syntax, Queue(queue), key, match);

    public static BindingMatch All(params Condition[] conditions) => new(MatchMode.All, conditions);

    public static BindingMatch Any(params Condition[] conditions) => new(MatchMode.Any, conditions);

    /// <summary>
    /// A value as JSON has it: a number, <c>true</c> and <c>false</c> as they are, a text in quotes; bytes in brackets.
    /// </summary>
    public static MessageAttribute Attribute(string name, string value) => value switch
    {
        "true" or "false" => Attribute(name, AttributeKind.Boolean, value),
        ['"', ..] => Attribute(name, AttributeKind.Text, value[1..^1]),
        ['[', ..] => Attribute(name, AttributeKind.Binary, value[1..^1]),
        _ => Attribute(name, AttributeKind.Number, value),
    };

    /// <summary>A value that is written as for <see cref="Attribute(string, string)"/>.</summary>
    public static ConditionValue Value(string value) => value switch
    {
        "true" or "false" => ConditionValue.Of(value[0] == 't'),
        ['"', ..] => ConditionValue.Of(value[1..^1]),
        _ => ConditionValue.OfNumber(value),
    };

    public static Condition Equal(string name, string value) => Condition.Equal(name, Value(value));

    public static Matcher Matcher(ExchangeType type, params Binding[] bindings) =>
        QueueService.Exchanges.Matching.Matcher.Of(type, TopicSyntax.Amqp, bindings);

    /// <summary>What takes a message, in the order of ids.</summary>
    public static Binding[] Found(this Matcher matcher, string[] keys, params MessageAttribute[] attributes)
    {
        MatchCollector collector = new();
        matcher.Match(keys, attributes, collector);
        return [.. collector.Bindings.OrderBy(binding => binding.Id.Value)];
    }

    public static Binding[] Found(this Matcher matcher, string key, params MessageAttribute[] attributes) =>
        matcher.Found([key], attributes);

    public static bool Takes(this Binding binding, ExchangeType type, params MessageAttribute[] attributes) =>
        Matcher(type, binding).Found("", attributes).Length == 1;

    private static MessageAttribute Attribute(string name, AttributeKind kind, string text) =>
        new(name, kind, Encoding.UTF8.GetBytes(text));
}
