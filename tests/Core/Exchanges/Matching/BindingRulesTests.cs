using QueueService.Exchanges.Matching;
using static QueueService.Tests.Core.Exchanges.Matching.MatchSamples;

namespace QueueService.Tests.Core.Exchanges.Matching;

public sealed class BindingRulesTests
{
    /// <summary>Bindings that cannot be, by a part of the sentence that says so.</summary>
    public static TheoryData<string, string?, BindingMatch?, ExchangeType> Refused => new()
    {
        { "fanout exchange knows no keys", "", null, ExchangeType.Fanout },
        { "headers exchange knows no keys", "a", null, ExchangeType.Headers },
        { "256 bytes of UTF-8; it may have 255", Repeated("é", 128), null, ExchangeType.Direct },
        { "256 bytes of UTF-8; it may have 255", Repeated("a", 256), null, ExchangeType.Topic },
        { "half of a surrogate pair", "a\ud800", null, ExchangeType.Direct },
        { "129 words; on a topic exchange it may have 128", Repeated(".", 128), null, ExchangeType.Topic },
        { "any of no conditions", null, Any(), ExchangeType.Headers },
        { "33 conditions; it may have 32", null, All(Conditions(33)), ExchangeType.Fanout },
        { "'x' of 'match' is there twice", "a", All(Equal("x", "1"), Condition.Exists("x", true)), ExchangeType.Topic },
        { "'' of 'match' names no attribute", null, All(Condition.Exists("", true)), ExchangeType.Headers },
        { "'a b' of 'match' names no attribute", null, All(Condition.Exists("a b", true)), ExchangeType.Headers },
        { $"'{Repeated("n", 64)}…'", null, All(Condition.Exists(Repeated("n", 257), true)), ExchangeType.Headers },
        { "'anyOf' without values", null, All(Condition.AnyOf("x", [])), ExchangeType.Headers },
        { "'anyOf' of 65 values; it may have 64", null, All(Condition.AnyOf("x", Values(65))), ExchangeType.Headers },
        { "an empty 'prefix'", null, All(Condition.Prefix("x", "")), ExchangeType.Headers },
        { "half of a surrogate pair", null, All(Condition.Prefix("x", "\udc00")), ExchangeType.Headers },
        { "it may take 4096", null, All(Condition.Prefix("x", Repeated("p", 4096))), ExchangeType.Headers },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Make_WhenItCannotBe_SaysWhy(string why, string? key, BindingMatch? match, ExchangeType type) =>
        Assert.Contains(
            why, Refusal(() => Bind(type, key, match), BrokerErrorCode.InvalidBinding), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a\0", "U+0000")]
    [InlineData("#/a", "'#' in another place")]
    [InlineData("a/b#", "'#' in another place")]
    [InlineData("a/#/", "'#' in another place")]
    [InlineData("##", "'#' in another place")]
    [InlineData("a+", "'+' beside other characters")]
    [InlineData("a/++/b", "'+' beside other characters")]
    [InlineData("+#", "'+' beside other characters")]
    public void Make_WhenItIsNoTopicFilterOfMqtt_SaysWhy(string filter, string why) => Assert.Contains(
        why,
        Refusal(
            () => Bind(ExchangeType.Topic, filter, syntax: TopicSyntax.Mqtt), BrokerErrorCode.InvalidBinding),
        StringComparison.Ordinal);

    [Fact]
    public void Make_WhenItIsAsLargeAsItMayBe_MakesIt()
    {
        Assert.Equal(127, Bind(ExchangeType.Topic, Repeated("#.", 127)).RoutingKey.Count(c => c == '.'));
        Assert.Equal(255, Bind(ExchangeType.Direct, Repeated(".", 255)).RoutingKey.Length);
        Assert.NotNull(Bind(ExchangeType.Topic, "+/" + Repeated("t", 1020) + "/#", syntax: TopicSyntax.Mqtt));
        Assert.NotNull(Bind(ExchangeType.Topic, Repeated("/", 127), syntax: TopicSyntax.Mqtt));
        Assert.NotNull(Bind(ExchangeType.Direct, "#/+", syntax: TopicSyntax.Mqtt));
        Assert.NotNull(Bind(ExchangeType.Headers, match: All(Conditions(32))));
        Assert.NotNull(Bind(ExchangeType.Headers, match: All(Condition.AnyOf("x", Values(64).Concat(Values(64))))));
        Assert.NotNull(Bind(ExchangeType.Headers, match: All(Condition.Prefix("x", Repeated("p", 4000)))));
        Assert.Contains(
            "1025 bytes of UTF-8; it may have 1024",
            Refusal(
                () => Bind(ExchangeType.Topic, Repeated("t", 1025), syntax: TopicSyntax.Mqtt),
                BrokerErrorCode.InvalidBinding),
            StringComparison.Ordinal);
    }

    [Fact]
    public void OfNumber_WhenItIsNoneOrOutOfBounds_SaysWhatMayBe() => Assert.All(
        ["x", "1e10000", Repeated("9", 41)],
        number => Assert.Contains(
            "40 significant digits",
            Refusal(() => ConditionValue.OfNumber(number), BrokerErrorCode.InvalidBinding),
            StringComparison.Ordinal));

    [Theory]
    [InlineData(ExchangeType.Topic, TopicSyntax.Amqp, "a.*.#", null)]
    [InlineData(ExchangeType.Topic, TopicSyntax.Amqp, "", null)]
    [InlineData(ExchangeType.Direct, TopicSyntax.Mqtt, "", null)]
    [InlineData(ExchangeType.Topic, TopicSyntax.Mqtt, "a/b", null)]
    [InlineData(ExchangeType.Topic, TopicSyntax.Mqtt, "$SYS/a", null)]
    [InlineData(ExchangeType.Topic, TopicSyntax.Mqtt, "a/+", "wildcard")]
    [InlineData(ExchangeType.Topic, TopicSyntax.Mqtt, "a#", "wildcard")]
    [InlineData(ExchangeType.Topic, TopicSyntax.Mqtt, "", "is empty")]
    public void CheckKey_WhenNoMessageMayHaveIt_SaysWhy(ExchangeType type, TopicSyntax syntax, string key, string? why)
    {
        if (why is null)
            RoutingKeyRules.CheckKey(type, syntax, key);
        else
            AssertRefused(type, syntax, key, why);
    }

    [Fact]
    public void CheckKey_WhenItIsTooLong_SaysHowLongItMayBe()
    {
        foreach (ExchangeType type in Enum.GetValues<ExchangeType>())
        {
            RoutingKeyRules.CheckKey(type, TopicSyntax.Amqp, Repeated("k", 255));
            AssertRefused(type, TopicSyntax.Amqp, Repeated("k", 256), "it may have 255");
        }

        RoutingKeyRules.CheckKey(ExchangeType.Topic, TopicSyntax.Mqtt, Repeated("k", 1024));
        AssertRefused(ExchangeType.Topic, TopicSyntax.Mqtt, Repeated("k", 1025), "it may have 1024");
        RoutingKeyRules.CheckKey(ExchangeType.Topic, TopicSyntax.Amqp, Repeated(".", 127));
        RoutingKeyRules.CheckKey(ExchangeType.Direct, TopicSyntax.Amqp, Repeated(".", 128));
        AssertRefused(ExchangeType.Topic, TopicSyntax.Amqp, Repeated(".", 128), "it may have 128");
        AssertRefused(ExchangeType.Topic, TopicSyntax.Mqtt, Repeated("/", 128), "it may have 128");
    }

    [Fact]
    public void CheckKey_WhenItIsNotUnicode_SaysSo() =>
        AssertRefused(ExchangeType.Fanout, TopicSyntax.Amqp, "a\udc00", "half of a surrogate pair");

    private static void AssertRefused(ExchangeType type, TopicSyntax syntax, string key, string why) => Assert.Contains(
        why,
        Refusal(() => RoutingKeyRules.CheckKey(type, syntax, key), BrokerErrorCode.InvalidMessage),
        StringComparison.Ordinal);

    private static string Refusal(Action call, BrokerErrorCode code)
    {
        BrokerException refused = Assert.Throws<BrokerException>(call);
        Assert.Equal(code, refused.Code);
        return refused.Message;
    }

    private static string Refusal(Func<object> call, BrokerErrorCode code) => Refusal(() => { call(); }, code);

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static Condition[] Conditions(int count) =>
        [.. Enumerable.Range(0, count).Select(n => Condition.Exists($"n{n}", true))];

    private static ConditionValue[] Values(int count) =>
        [.. Enumerable.Range(0, count).Select(n => ConditionValue.OfNumber($"{n}"))];
}
