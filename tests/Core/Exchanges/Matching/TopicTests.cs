using QueueService.Exchanges.Matching;

namespace QueueService.Tests.Core.Exchanges.Matching;

/// <summary>
/// Patterns of topic exchanges. What stands in the tables was measured on RabbitMQ, or is told by the specification of
/// MQTT (5.0, section 4.7).
/// </summary>
public sealed class TopicTests
{
    [Theory]
    [InlineData("a.b", "a.b", true)]
    [InlineData("a.b", "a.c", false)]
    [InlineData("a.b", "a", false)]
    [InlineData("a.b", "a.b.c", false)]
    [InlineData("*", "a", true)]
    [InlineData("*", "", false)]
    [InlineData("*", "a.b", false)]
    [InlineData("#", "", true)]
    [InlineData("#", "a", true)]
    [InlineData("#", "a.b.c", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("", ".", false)]
    [InlineData("*.*", ".", true)]
    [InlineData("*", ".", false)]
    [InlineData("a.#", "a", true)]
    [InlineData("a.#", "a.", true)]
    [InlineData("a.#", "a.b.c", true)]
    [InlineData("a.#", "ab", false)]
    [InlineData("#.a", "a", true)]
    [InlineData("#.a", ".a", true)]
    [InlineData("#.a", "c.b.a", true)]
    [InlineData("#.a", "ba", false)]
    [InlineData("a.#.b", "a.b", true)]
    [InlineData("a.#.b", "a.x.y.b", true)]
    [InlineData("a.#.b", "a", false)]
    [InlineData("a.#.a", "a", false)]
    [InlineData("*.#", "", false)]
    [InlineData("*.#", "a", true)]
    [InlineData("*.#", "a.b", true)]
    [InlineData("#.*", "", false)]
    [InlineData("#.*", "a", true)]
    [InlineData("*.#.*", "a", false)]
    [InlineData("*.#.*", "a.b", true)]
    [InlineData("*.#.*", "a.b.c", true)]
    [InlineData("#.#", "", true)]
    [InlineData("#.#", "a.b", true)]
    [InlineData("a..b", "a.b", false)]
    [InlineData("a..b", "a..b", true)]
    [InlineData("a.*.b", "a..b", true)]
    [InlineData("*.a", ".a", true)]
    [InlineData("a.*", "a.", true)]
    [InlineData("a.*", "a", false)]
    [InlineData("a*", "a*", true)]
    [InlineData("a*", "ab", false)]
    [InlineData("#b", "#b", true)]
    [InlineData("#b", "a.b", false)]
    [InlineData("**", "**", true)]
    [InlineData("**", "a.b", false)]
    [InlineData("a.*", "a.*", true)]
    [InlineData("a.b", "a.*", false)]
    [InlineData("a.b", "a.#", false)]
    [InlineData("a.#", "a.#", true)]
    [InlineData("a", "A", false)]
    [InlineData("a", " a", false)]
    [InlineData("é.*", "é.ü", true)]
    [InlineData("e\u0301", "é", false)]
    [InlineData("#.a.#.b.#", "x.a.y.b.z", true)]
    [InlineData("#.a.#.b.#", "b.a", false)]
    [InlineData("#.a.*.b.#.c", "a.b.a.x.b.c", true)]
    [InlineData("#.a.*.b.#.c", "a.b.a.x.b.c.d", false)]
    [InlineData("#.*.a.#", "a", false)]
    [InlineData("#.*.a.#", "a.a", true)]
    [InlineData("a.#.b.#.b", "a.b", false)]
    [InlineData("a.#.b.#.b", "a.b.b", true)]
    public void Match_WhenThePatternIsOfAmqp_TakesWhatRabbitMqTakes(string pattern, string key, bool isTaken) =>
        Assert.Equal(isTaken, Takes(TopicSyntax.Amqp, pattern, key));

    [Theory]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/ranking", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/#", "sport", true)]
    [InlineData("sport/#", "sports", false)]
    [InlineData("#", "a/b", true)]
    [InlineData("#", "/", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking", false)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+", "a", true)]
    [InlineData("+/tennis/#", "sport/tennis/x", true)]
    [InlineData("sport/+/player1", "sport/tennis/player1", true)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("#", "$SYS/broker", false)]
    [InlineData("+/monitor/Clients", "$SYS/monitor/Clients", false)]
    [InlineData("+", "$SYS", false)]
    [InlineData("$SYS/#", "$SYS/broker", true)]
    [InlineData("$SYS/#", "$SYS", true)]
    [InlineData("$SYS/monitor/+", "$SYS/monitor/Clients", true)]
    [InlineData("a/+", "a/$b", true)]
    [InlineData("a/#", "a/$b", true)]
    [InlineData("ACCOUNTS", "Accounts", false)]
    [InlineData("a.b/+", "a.b/c", true)]
    [InlineData("a/+", "a.b", false)]
    [InlineData("*/b", "a/b", false)]
    public void Match_WhenThePatternIsOfMqtt_TakesWhatTheSpecificationSays(string pattern, string key, bool isTaken) =>
        Assert.Equal(isTaken, Takes(TopicSyntax.Mqtt, pattern, key));

    /// <summary>By a detour, such as dead letters of an exchange of another syntax; nobody can publish it.</summary>
    [Theory]
    [InlineData(TopicSyntax.Mqtt, "#", "", true)]
    [InlineData(TopicSyntax.Mqtt, "+", "", true)]
    [InlineData(TopicSyntax.Mqtt, "a/+", "a/#", true)]
    [InlineData(TopicSyntax.Mqtt, "a/b", "a/#", false)]
    public void Match_WhenTheKeyIsNoneOfItsSyntax_TakesItWordByWord(
        TopicSyntax syntax, string pattern, string key, bool isTaken) =>
        Assert.Equal(isTaken, Takes(syntax, pattern, key));

    [Fact]
    public void Match_WhenTheKeyHasMoreWordsThanOneMayHave_TakesItAllTheSame()
    {
        string key = string.Join('.', Enumerable.Repeat("a", 5 * Limits.MaxRoutingWords));
        Assert.True(Takes(TopicSyntax.Amqp, "a.#.a.#.*", key));
        Assert.False(Takes(TopicSyntax.Amqp, "a.#.a.#.b", key));
    }

    /// <summary>
    /// RabbitMQ tries all ways to share the words among the <c>#</c>, of which there are more here than can be tried.
    /// </summary>
    [Theory]
    [InlineData("#.a", "zz", false)]
    [InlineData("#.a", "#", true)]
    [InlineData("#.a.#.*", "zz.#", false)]
    [InlineData("#.a.b", "#", false)]
    public void Match_WhenAPatternHasVeryManyWildcards_Ends(string piece, string end, bool isTaken)
    {
        int words = piece.Count(c => c == '.') + 1;
        string pattern = string.Join('.', Enumerable.Repeat(piece, 120 / words).Append(end));
        string key = string.Join('.', Enumerable.Repeat("a", Limits.MaxRoutingKeyBytes / 2));
        Assert.Equal(isTaken, Takes(TopicSyntax.Amqp, pattern, key));
    }

    [Fact]
    public void Match_WhenSeveralPatternsOfAQueueTakeTheKey_FindsEachBindingOnce()
    {
        Binding[] bindings = [.. Patterns("a.*", "*.b", "#", "a.b", "c.#")];
        Matcher matcher = MatchSamples.Matcher(ExchangeType.Topic, bindings);
        Assert.Equal(Sorted(bindings[..4]), matcher.Found("a.b"));
        Assert.Equal(Sorted(bindings[0], bindings[2]), matcher.Found("a.x"));
        Assert.Equal(Sorted(bindings), matcher.Found(["a.b", "c", "a.b", "c.d"]));
        Assert.Equal(Sorted(bindings[1..4]), matcher.With([], [bindings[0].Id]).Found("a.b"));
    }

    [Fact]
    public void Match_WhenTheKeyIsEmpty_DoesNotTakeItOnAnotherExchange()
    {
        Binding[] bindings = [.. Patterns("")];
        Assert.Equal(bindings, MatchSamples.Matcher(ExchangeType.Topic, bindings).Found(""));
        Assert.Empty(MatchSamples.Matcher(ExchangeType.Topic, [.. Patterns("a")]).Found(""));
    }

    private static IEnumerable<Binding> Patterns(params string[] patterns) =>
        patterns.Select(pattern => MatchSamples.Bind(ExchangeType.Topic, pattern));

    private static Binding[] Sorted(params Binding[] bindings) => [.. bindings.OrderBy(binding => binding.Id.Value)];

    /// <summary>Alone, and among others that make the tree deep: both must say the same.</summary>
    private static bool Takes(TopicSyntax syntax, string pattern, string key)
    {
        Binding binding = MatchSamples.Bind(ExchangeType.Topic, pattern, syntax: syntax);
        string separator = syntax == TopicSyntax.Amqp ? "." : "/";
        IEnumerable<Binding> others = Enumerable.Range(0, 10).Select(n => MatchSamples.Bind(
            ExchangeType.Topic, $"{pattern.TrimEnd('#').TrimEnd(separator[0])}{separator}{n}", syntax: syntax));
        bool alone = Matcher.Of(ExchangeType.Topic, syntax, [binding]).Found(key).Length == 1;
        Assert.Equal(alone, Matcher.Of(ExchangeType.Topic, syntax, [binding, .. others]).Found(key).Contains(binding));
        return alone;
    }
}
