using QueueService.Exchanges.Matching;
using QueueService.Partitions.Messages;

namespace QueueService.Tests.Core.Exchanges.Matching.ModelBased;

/// <summary>
/// Makes bindings and messages of few words, names and values, so that they meet often. The same seed makes the same.
/// </summary>
internal sealed class RandomMatches(ExchangeType type, TopicSyntax syntax, int seed)
{
    private static readonly string[] KeyWords = ["a", "b", "c", "", "*", "$a"];
    private static readonly string[] Names = ["x", "y", "z", "w"];
    private static readonly string[] Texts = ["a", "ab", "abc", "b", "", "1", "true"];
    private static readonly string[] Numbers = ["1", "1.0", "2", "-1", "10e-1", "0.5"];

    private readonly Random _random = new(seed);

    public Binding Binding()
    {
        string? key = type switch
        {
            ExchangeType.Direct => Word(KeyWords),
            ExchangeType.Topic => Pattern(),
            _ => null,
        };
        BindingMatch? match = _random.Next(type == ExchangeType.Headers ? 10 : 2) > 0 ? Match() : null;
        return MatchSamples.Bind(type, key, match, $"q{_random.Next(4)}", syntax);
    }

    public string[] Keys() => [.. Enumerable.Range(0, _random.Next(3) == 0 ? 3 : 1).Select(_ => Key())];

    public MessageAttribute[] Attributes() =>
        [.. Names.Where(_ => _random.Next(2) > 0).Select(name => MatchSamples.Attribute(name, Value(isBinary: true)))];

    private string Key() => type == ExchangeType.Direct
        ? Word(KeyWords)
        : Joined(Enumerable.Range(0, _random.Next(7)).Select(_ => Word(KeyWords)));

    private string Pattern()
    {
        bool isMqtt = syntax == TopicSyntax.Mqtt;
        string[] words = isMqtt ? ["a", "b", "", "+", "+", "$a"] : ["a", "b", "", "*", "*", "#", "#"];
        IEnumerable<string> pattern = Enumerable.Range(0, _random.Next(isMqtt ? 1 : 0, 6)).Select(_ => Word(words));
        string joined = Joined(isMqtt && _random.Next(2) > 0 ? pattern.Append("#") : pattern);
        return isMqtt && joined.Length == 0 ? "+" : joined;
    }

    private BindingMatch Match()
    {
        Condition[] conditions =
            [.. Names.Where(_ => _random.Next(3) > 0).Select(Condition)];
        return conditions.Length > 0 && _random.Next(2) > 0
            ? MatchSamples.Any(conditions)
            : MatchSamples.All(conditions);
    }

    private Condition Condition(string name) => _random.Next(6) switch
    {
        0 => QueueService.Exchanges.Matching.Condition.Exists(name, _random.Next(2) > 0),
        1 => QueueService.Exchanges.Matching.Condition.Prefix(name, Word(["a", "ab", "abc", "1"])),
        2 => QueueService.Exchanges.Matching.Condition.AnyOf(
            name, Enumerable.Range(0, 3).Select(_ => MatchSamples.Value(Value(isBinary: false)))),
        _ => MatchSamples.Equal(name, Value(isBinary: false)),
    };

    private string Value(bool isBinary) => _random.Next(isBinary ? 4 : 3) switch
    {
        0 => $"\"{Word(Texts)}\"",
        1 => Word(Numbers),
        2 => _random.Next(2) > 0 ? "true" : "false",
        _ => $"[{Word(Texts)}]",
    };

    private string Word(string[] words) => words[_random.Next(words.Length)];

    private string Joined(IEnumerable<string> words) => string.Join(syntax == TopicSyntax.Mqtt ? '/' : '.', words);
}
