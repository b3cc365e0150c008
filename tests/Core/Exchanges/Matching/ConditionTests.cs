using QueueService.Exchanges.Matching;
using QueueService.Partitions.Messages;
using static QueueService.Tests.Core.Exchanges.Matching.MatchSamples;

namespace QueueService.Tests.Core.Exchanges.Matching;

/// <summary>What conditions on attributes take.</summary>
public sealed class ConditionTests
{
    [Theory]
    [InlineData("1", "1", true)]
    [InlineData("1", "1.0", true)]
    [InlineData("1.0", "1", true)]
    [InlineData("100", "1e2", true)]
    [InlineData("-0", "0.00", true)]
    [InlineData("1", "\"1\"", false)]
    [InlineData("\"1\"", "1", false)]
    [InlineData("1", "true", false)]
    [InlineData("true", "1", false)]
    [InlineData("true", "true", true)]
    [InlineData("true", "false", false)]
    [InlineData("true", "\"true\"", false)]
    [InlineData("\"true\"", "true", false)]
    [InlineData("0.1", "0.10000000000000000555", false)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    [InlineData("9007199254740993", "9007199254740993.0", true)]
    [InlineData("1", "1e99999999999999999999999", false)]
    [InlineData("\"a\"", "\"a\"", true)]
    [InlineData("\"a\"", "\"A\"", false)]
    [InlineData("\"a\"", "\"a \"", false)]
    [InlineData("\"\"", "\"\"", true)]
    [InlineData("\"a\"", "[a]", false)]
    [InlineData("\"é\"", "\"e\u0301\"", false)]
    public void Equal_WhenTypeAndValueAreTheSame_IsMet(string wanted, string value, bool isMet)
    {
        Assert.Equal(isMet, Takes(Equal("x", wanted), value));
        Assert.Equal(isMet, Takes(Condition.AnyOf("x", [Value("\"other\""), Value(wanted), Value("7")]), value));
    }

    [Theory]
    [InlineData("a", "\"a\"", true)]
    [InlineData("a", "\"abc\"", true)]
    [InlineData("ab", "\"a\"", false)]
    [InlineData("a", "\"ba\"", false)]
    [InlineData("a", "\"\"", false)]
    [InlineData("1", "12", false)]
    [InlineData("t", "true", false)]
    [InlineData("a", "[abc]", false)]
    [InlineData("é", "\"éa\"", true)]
    public void Prefix_WhenATextBeginsSo_IsMet(string prefix, string value, bool isMet) =>
        Assert.Equal(isMet, Takes(Condition.Prefix("x", prefix), value));

    [Theory]
    [InlineData("\"\"")]
    [InlineData("0")]
    [InlineData("false")]
    [InlineData("[]")]
    [InlineData("1e99999999999999999999999")]
    public void Exists_WhenTheAttributeHasAnyValue_IsMet(string value)
    {
        Assert.True(Takes(Condition.Exists("x", true), value));
        Assert.False(Takes(Condition.Exists("x", false), value));
        Assert.False(Takes(Condition.Exists("X", true), value));
        Assert.True(Takes(Condition.Exists("X", false), value));
    }

    [Fact]
    public void Match_WhenItAsksForAll_TakesWhatMeetsEachCondition()
    {
        Binding binding = Bind(ExchangeType.Headers, match: All(
            Equal("x", "1"), Condition.Exists("y", true), Condition.Exists("z", false)));
        Assert.True(binding.Takes(ExchangeType.Headers, Attribute("y", "2"), Attribute("x", "1.0")));
        Assert.False(binding.Takes(ExchangeType.Headers, Attribute("x", "1")));
        Assert.False(binding.Takes(ExchangeType.Headers, Attribute("x", "2"), Attribute("y", "2")));
        Assert.False(binding.Takes(
            ExchangeType.Headers, Attribute("x", "1"), Attribute("y", "2"), Attribute("z", "3")));
        Assert.True(binding.Takes(
            ExchangeType.Headers, Attribute("x", "1"), Attribute("y", "2"), Attribute("w", "3")));
    }

    [Fact]
    public void Match_WhenItAsksForAny_TakesWhatMeetsOneCondition()
    {
        Binding binding = Bind(ExchangeType.Headers, match: Any(
            Equal("x", "1"), Condition.Prefix("y", "a"), Condition.Exists("z", false)));
        MessageAttribute z = Attribute("z", "0");
        Assert.True(binding.Takes(ExchangeType.Headers));
        Assert.False(binding.Takes(ExchangeType.Headers, z));
        Assert.True(binding.Takes(ExchangeType.Headers, z, Attribute("x", "1")));
        Assert.True(binding.Takes(ExchangeType.Headers, z, Attribute("y", "\"ab\"")));
        Assert.False(binding.Takes(ExchangeType.Headers, z, Attribute("x", "2"), Attribute("y", "\"b\"")));
        Assert.True(binding.Takes(ExchangeType.Headers, Attribute("y", "\"ab\""), Attribute("x", "1")));
    }

    [Fact]
    public void Match_WhenItAsksForNothing_TakesEverything()
    {
        Binding binding = Bind(ExchangeType.Headers, match: All());
        Assert.Equal(binding, Bind(ExchangeType.Headers));
        Assert.True(binding.Takes(ExchangeType.Headers));
        Assert.True(binding.Takes(ExchangeType.Headers, Attribute("x", "1")));
    }

    /// <summary>RabbitMQ passes over such names, so that the binding takes everything there.</summary>
    [Fact]
    public void Match_WhenANameBeginsWithX_IsLikeAnyOther()
    {
        Binding binding = Bind(ExchangeType.Headers, match: All(Equal("x-first-death-reason", "\"expired\"")));
        Assert.False(binding.Takes(ExchangeType.Headers));
        Assert.True(binding.Takes(ExchangeType.Headers, Attribute("x-first-death-reason", "\"expired\"")));
    }

    /// <summary>So many that they are indexed: each must still be found by what is special about it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Match_WhenManyBindingsHaveConditions_FindsThoseThatAreMet(int others)
    {
        IEnumerable<Binding> Others() => Enumerable.Range(0, others).Select(n => Bind(
            ExchangeType.Headers, match: All(Equal("common", "1"), Equal("rare", $"{n}")), queue: $"other{n}"));
        Binding[] wanted =
        [
            Bind(ExchangeType.Headers, match: All(Condition.Prefix("x", "a"), Equal("common", "1"))),
            Bind(ExchangeType.Headers, match: All(Condition.Prefix("x", "ab"), Equal("common", "1"))),
            Bind(ExchangeType.Headers, match: Any(Equal("x", "\"abc\""), Equal("common", "1"))),
            Bind(ExchangeType.Headers, match: All(Condition.AnyOf("x", [Value("\"abc\""), Value("1")]))),
            Bind(ExchangeType.Headers, match: All(Condition.Exists("x", true))),
            Bind(ExchangeType.Headers, match: Any(Condition.Exists("rare", false), Equal("x", "\"abc\""))),
            Bind(ExchangeType.Headers, match: All(Condition.Exists("rare", false))),
        ];
        Binding[] unwanted =
        [
            Bind(ExchangeType.Headers, match: All(Condition.Prefix("x", "b"), Equal("common", "1"))),
            Bind(ExchangeType.Headers, match: All(Condition.Prefix("x", "abcd"))),
            Bind(ExchangeType.Headers, match: All(Condition.Exists("x", false))),
            Bind(ExchangeType.Headers, match: Any(Equal("x", "\"ab\""), Condition.Exists("common", false))),
        ];
        Matcher matcher = MatchSamples.Matcher(ExchangeType.Headers, [.. Others(), .. wanted, .. unwanted]);
        Assert.Equal(
            wanted.OrderBy(binding => binding.Id.Value),
            matcher.Found("", Attribute("common", "1"), Attribute("x", "\"abc\"")));
        Assert.Equal(
            wanted[..5].Append(Others().First()).OrderBy(binding => binding.Id.Value),
            matcher.Found("", Attribute("x", "\"abc\""), Attribute("rare", "0"), Attribute("common", "1.0"))
                .Except([wanted[5]]));
    }

    [Theory]
    [InlineData(ExchangeType.Direct, "k")]
    [InlineData(ExchangeType.Topic, "*")]
    [InlineData(ExchangeType.Fanout, null)]
    [InlineData(ExchangeType.Headers, null)]
    public void Match_WhenABindingHasConditions_AsksForThemBesideTheKey(ExchangeType type, string? key)
    {
        Binding plain = Bind(type, key);
        Binding conditional = Bind(type, key, All(Equal("x", "1")));
        Matcher matcher = MatchSamples.Matcher(type, plain, conditional);
        Assert.NotEqual(plain.Id, conditional.Id);
        Assert.Equal([plain], matcher.Found("k"));
        Assert.Equal([plain], matcher.Found("k", Attribute("x", "2")));
        Assert.Equal(2, matcher.Found(["k", "k"], Attribute("x", "1")).Length);
        Assert.Equal(key is null ? 2 : 0, matcher.Found("k.l", Attribute("x", "1")).Length);
    }

    private static bool Takes(Condition condition, string value) =>
        Bind(ExchangeType.Headers, match: All(condition)).Takes(ExchangeType.Headers, Attribute("x", value));
}
