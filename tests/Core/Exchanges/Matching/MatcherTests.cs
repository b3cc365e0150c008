using QueueService.Exchanges.Matching;
using QueueService.Partitions.Messages;
using static QueueService.Tests.Core.Exchanges.Matching.MatchSamples;

namespace QueueService.Tests.Core.Exchanges.Matching;

public sealed class MatcherTests
{
    [Fact]
    public void Match_WhenTheExchangeIsDirect_TakesTheEqualKey()
    {
        Binding[] bindings =
        [
            Bind(ExchangeType.Direct, "a"), Bind(ExchangeType.Direct, ""), Bind(ExchangeType.Direct, "#"),
            Bind(ExchangeType.Direct, "A"), Bind(ExchangeType.Direct),
        ];
        Matcher matcher = MatchSamples.Matcher(ExchangeType.Direct, bindings);
        Assert.Equal(bindings[1], bindings[4]);
        Assert.Equal([bindings[0]], matcher.Found("a"));
        Assert.Equal([bindings[1]], matcher.Found(""));
        Assert.Equal([bindings[2]], matcher.Found("#"));
        Assert.Empty(matcher.Found("a.b"));
        Assert.Equal(Sorted(bindings[0], bindings[3]), matcher.Found(["A", "b", "a", "A"]));
    }

    [Fact]
    public void Match_WhenTheExchangeIsAFanout_TakesEveryKey()
    {
        Binding[] bindings = [Bind(ExchangeType.Fanout), Bind(ExchangeType.Fanout, queue: "r")];
        Matcher matcher = MatchSamples.Matcher(ExchangeType.Fanout, bindings);
        Assert.Equal(Sorted(bindings), matcher.Found("a"));
        Assert.Equal(Sorted(bindings), matcher.Found(["", "a"]));
    }

    /// <summary>Source, destination, key and conditions make a binding; the same twice is one.</summary>
    [Fact]
    public void Of_WhenABindingIsThereTwice_HasItOnce()
    {
        Condition either = Condition.AnyOf("y", [Value("1"), Value("2")]);
        Condition sameEither = Condition.AnyOf("y", [Value("2.0"), Value("1"), Value("1")]);
        Binding one = Bind(ExchangeType.Direct, "a", Any(Equal("x", "1"), either));
        Binding same = Bind(ExchangeType.Direct, "a", Any(sameEither, Equal("x", "1.0")));
        Binding[] others =
        [
            Bind(ExchangeType.Direct, "a"),
            Bind(ExchangeType.Direct, "a", All(one.Match!.Conditions.ToArray())),
            Bind(ExchangeType.Direct, "b", one.Match),
            Bind(ExchangeType.Direct, "a", one.Match, queue: "r"),
            BindingRules.Make(
                ExchangeType.Direct, TopicSyntax.Amqp, Destination.Of(ExchangeName.Parse("q")), "a", one.Match),
        ];
        Assert.Equal(one, same);
        Assert.Equal(one.Id, same.Id);
        Assert.Equal(6, others.Append(one).DistinctBy(binding => binding.Id).Count());
        Matcher matcher = MatchSamples.Matcher(ExchangeType.Direct, one, same);
        Assert.Equal([one], matcher.Found("a", Attribute("x", "1")));
        Assert.Empty(matcher.With([], [same.Id]).Found("a", Attribute("x", "1")));
    }

    [Fact]
    public void With_WhenBindingsComeAndGo_LeavesTheEarlierMatcherAsItWas()
    {
        Binding[] bindings = [.. Enumerable.Range(0, 3).Select(n => Bind(ExchangeType.Direct, "a", queue: $"q{n}"))];
        Matcher before = MatchSamples.Matcher(ExchangeType.Direct, bindings[0], bindings[1]);
        Matcher after = before.With([bindings[2]], [bindings[0].Id]);
        Assert.Equal(Sorted(bindings[0], bindings[1]), before.Found("a"));
        Assert.Equal(Sorted(bindings[1], bindings[2]), after.Found("a"));
        Assert.Equal(Sorted(bindings[1], bindings[2]), after.With([bindings[1], bindings[2]], []).Found("a"));
        Assert.Equal(Sorted(bindings), after.With([bindings[0]], [bindings[0].Id]).Found("a"));
        Assert.Equal([bindings[1]], after.With([], [bindings[2].Id, bindings[0].Id]).Found("a"));
        Assert.Equal([bindings[1]], after.With([], [Bind(ExchangeType.Direct, "b").Id, bindings[2].Id]).Found("a"));
    }

    [Fact]
    public void With_WhenAnUnknownBindingIsRemovedAndAddedLater_HasIt()
    {
        Binding binding = Bind(ExchangeType.Direct, "a");
        Matcher matcher = MatchSamples.Matcher(ExchangeType.Direct).With([], [binding.Id]).With([binding], []);
        Assert.Equal([binding], matcher.Found("a"));
    }

    [Fact]
    public void Match_WhenTheCollectorHasSomething_AddsToIt()
    {
        Binding one = Bind(ExchangeType.Fanout);
        Binding other = Bind(ExchangeType.Direct, "a");
        MatchCollector collector = new();
        MatchSamples.Matcher(ExchangeType.Fanout, one).Match(["a"], [], collector);
        MatchSamples.Matcher(ExchangeType.Fanout, one).With([], [one.Id]).Match(["a"], [], collector);
        MatchSamples.Matcher(ExchangeType.Direct, other).Match(["a"], [], collector);
        Assert.Equal([one, other], collector.Bindings);
    }

    [Theory]
    [InlineData(ExchangeType.Direct, "a.b")]
    [InlineData(ExchangeType.Fanout, null)]
    [InlineData(ExchangeType.Topic, "#.a.#.*.#")]
    [InlineData(ExchangeType.Headers, null)]
    public void Match_WhenItWasDoneBefore_MakesNoObjects(ExchangeType type, string? key)
    {
        Binding[] bindings =
        [
            .. Enumerable.Range(0, 20).Select(n => Bind(type, key, All(Equal("x", $"{n % 2}")), $"q{n}")),
            Bind(type, key, Any(Condition.Prefix("y", "a"), Condition.Exists("z", false))),
            Bind(type, key),
        ];
        Matcher matcher = MatchSamples.Matcher(type, bindings[1..]).With([bindings[0]], [bindings[1].Id]);
        string[] keys = ["a.b", "b.a.b"];
        MessageAttribute[] attributes = [Attribute("x", "0.0"), Attribute("y", "\"ab\"")];
        MatchCollector collector = new();
        matcher.Match(keys, attributes, collector);
        Assert.Equal(12, collector.Bindings.Count);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int n = 0; n < 100; n++)
        {
            collector.Bindings.Clear();
            matcher.Match(keys, attributes, collector);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Binding[] Sorted(params Binding[] bindings) => [.. bindings.OrderBy(binding => binding.Id.Value)];
}
