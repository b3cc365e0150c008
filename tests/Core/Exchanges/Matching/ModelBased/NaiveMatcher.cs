using System.Globalization;
using System.Text;
using QueueService.Exchanges.Matching;
using QueueService.Partitions.Messages;

namespace QueueService.Tests.Core.Exchanges.Matching.ModelBased;

/// <summary>What a matcher does, in the most obvious way: each binding is asked by itself.</summary>
internal sealed class NaiveMatcher(ExchangeType type, TopicSyntax syntax)
{
    private readonly List<Binding> _bindings = [];

    public IReadOnlyList<Binding> Bindings => _bindings;

    public void Add(Binding binding)
    {
        if (!_bindings.Contains(binding))
            _bindings.Add(binding);
    }

    public void Remove(Binding binding) => _bindings.Remove(binding);

    public IEnumerable<Binding> Match(string[] keys, IReadOnlyList<MessageAttribute> attributes) =>
        from binding in _bindings
        where keys.Any(key => Takes(binding, key)) && IsMet(binding.Match, attributes)
        select binding;

    private bool Takes(Binding binding, string key) => type switch
    {
        ExchangeType.Direct => Same(binding.RoutingKey, key),
        ExchangeType.Topic => Takes(binding.RoutingKey, key),
        _ => true,
    };

    private bool Takes(string pattern, string key)
    {
        bool isMqtt = syntax == TopicSyntax.Mqtt;
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
        syntax == TopicSyntax.Mqtt ? key.Split('/') : key.Length == 0 ? [] : key.Split('.');

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
            _ => condition.Values.Any(value => value.Kind == attribute.Kind && IsEqual(value, attribute)),
        };
    }

    private static bool IsEqual(ConditionValue value, MessageAttribute attribute)
    {
        string text = Encoding.UTF8.GetString(attribute.Value.Span);
        return value.Kind == AttributeKind.Number ? Number(value.Text) == Number(text) : Same(value.Text, text);
    }

    private static decimal Number(string text) =>
        decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
