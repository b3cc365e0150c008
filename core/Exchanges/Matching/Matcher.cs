using System.Text;
using QueueService.Partitions.Messages;

namespace QueueService.Exchanges.Matching;

/// <summary>
/// Tells which bindings of one exchange take a message. Never changes, so any number of threads may ask it, each with a
/// collector of its own.
/// </summary>
internal sealed class Matcher
{
    private readonly ExchangeType _type;
    private readonly TopicSyntax _syntax;
    private readonly Binding[] _bindings;

    private Matcher(ExchangeType type, TopicSyntax syntax, Binding[] bindings)
    {
        _type = type;
        _syntax = syntax;
        _bindings = bindings;
    }

    public static Matcher Of(ExchangeType type, TopicSyntax syntax, IEnumerable<Binding> bindings) =>
        new(type, syntax, [.. bindings.DistinctBy(binding => binding.Id)]);

    /// <summary>The same without and with some bindings; those that are there, or not there, change nothing.</summary>
    public Matcher With(IReadOnlyCollection<Binding> added, IReadOnlyCollection<BindingId> removed) =>
        Of(_type, _syntax, _bindings.Where(binding => !removed.Contains(binding.Id)).Concat(added));

    /// <summary>Adds the bindings that take a message.</summary>
    /// <param name="keys">Its routing keys: a binding takes it if it takes any of them.</param>
    /// <param name="attributes">With distinct names.</param>
    /// <param name="into">Gets each binding once, however many keys it takes.</param>
    public void Match(
        ReadOnlySpan<string> keys, IReadOnlyList<MessageAttribute> attributes, MatchCollector into)
    {
        foreach (Binding binding in _bindings)
        {
            if (TakesAny(binding.RoutingKey, keys) && IsMet(binding.Match, attributes))
                into.Bindings.Add(binding);
        }
    }

    private bool TakesAny(string pattern, ReadOnlySpan<string> keys)
    {
        if (_type is ExchangeType.Fanout or ExchangeType.Headers)
            return true;
        foreach (string key in keys)
        {
            if (_type == ExchangeType.Direct ? Same(pattern, key) : Takes(pattern, key))
                return true;
        }

        return false;
    }

    private bool Takes(string pattern, string key)
    {
        bool isMqtt = _syntax == TopicSyntax.Mqtt;
        if (isMqtt && key.StartsWith('$') && pattern is ['+' or '#', ..])
            return false;
        string[] words = Split(key);
        string one = isMqtt ? "+" : "*";
        bool[] taken = new bool[words.Length + 1];
        taken[0] = true;
        foreach (string word in Split(pattern))
        {
            bool[] next = new bool[taken.Length];
            for (int n = 0; n < taken.Length; n++)
            {
                if (word is "#")
                    next[n] = taken[n] || (n > 0 && next[n - 1]);
                else if (n > 0)
                    next[n] = taken[n - 1] && (Same(word, one) || Same(word, words[n - 1]));
            }

            taken = next;
        }

        return taken[^1];
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private string[] Split(string key) =>
        _syntax == TopicSyntax.Mqtt ? key.Split('/') : key.Length == 0 ? [] : key.Split('.');

    private static bool IsMet(BindingMatch? match, IReadOnlyList<MessageAttribute> attributes) => match is null
        || (match.Mode == MatchMode.All
            ? match.Conditions.All(condition => IsMet(condition, attributes))
            : match.Conditions.Any(condition => IsMet(condition, attributes)));

    private static bool IsMet(Condition condition, IReadOnlyList<MessageAttribute> attributes)
    {
        MessageAttribute? attribute = attributes.FirstOrDefault(attribute => Same(attribute.Name, condition.Name));
        return condition.Kind switch
        {
            ConditionKind.Absent => attribute is null,
            _ when attribute is null => false,
            ConditionKind.Present => true,
            ConditionKind.Prefix => attribute.Kind == AttributeKind.Text
                && attribute.Value.Span.StartsWith(Encoding.UTF8.GetBytes(condition.Values[0].Text)),
            _ => attribute.Kind != AttributeKind.Binary && condition.Values.Contains(ValueOf(attribute)),
        };
    }

    private static ConditionValue ValueOf(MessageAttribute attribute)
    {
        string text = Encoding.UTF8.GetString(attribute.Value.Span);
        return attribute.Kind switch
        {
            AttributeKind.Number => ConditionValue.TryNumber(text, out ConditionValue number) ? number : default,
            AttributeKind.Boolean => ConditionValue.Of(text is "true"),
            _ => ConditionValue.Of(text),
        };
    }
}
