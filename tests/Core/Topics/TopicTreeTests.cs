using QueueService.Exchanges.Matching;
using QueueService.Topics;

namespace QueueService.Tests.Core.Topics;

/// <summary>Which filters match which topics, by a tree of all filters and one by one.</summary>
public sealed class TopicTreeTests
{
    private static readonly string[] Levels = ["a", "b", "", "$x"];
    private static readonly string[] Wild = ["a", "b", "", "$x", "+", "+"];

    /// <summary>From MQTT 5.0, section 4.7, and what brokers are known to get wrong.</summary>
    [Theory]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/#", "sport", true)]
    [InlineData("#", "sport", true)]
    [InlineData("#", "/", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking", false)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("#", "$SYS/monitor", false)]
    [InlineData("+/monitor", "$SYS/monitor", false)]
    [InlineData("$SYS/#", "$SYS/monitor", true)]
    [InlineData("$SYS/monitor/+", "$SYS/monitor/Clients", true)]
    [InlineData("a/+/b", "a//b", true)]
    [InlineData("+/#", "a", true)]
    [InlineData("+/+/#", "a/b", true)]
    [InlineData("a/b", "A/b", false)]
    [InlineData("a/$x", "a/$x", true)]
    [InlineData("a/+", "a/$x", true)]
    public void Filter_AgainstATopic_MatchesAsTheStandardSays(string filter, string topic, bool matches)
    {
        Assert.Equal(matches, TopicFilters.Matches(filter, topic));
        TopicTree tree = new();
        RecordingReader reader = new();
        tree.Add(reader, new TopicSubscription(filter, 0));
        Assert.Equal(matches, Find(tree, topic).Contains((reader, filter)));
    }

    /// <summary>The bindings of an exchange with these topics are compiled in another way.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Tree_OfManyFilters_FindsWhatEachFilterFindsAlone(int seed)
    {
        Random random = new(seed);
        TopicTree tree = new();
        HashSet<(RecordingReader Reader, string Filter)> there = [];
        RecordingReader[] readers = [new(), new(), new()];
        for (int step = 0; step < 4000; step++)
        {
            RecordingReader reader = readers[random.Next(readers.Length)];
            string filter = Filter(random);
            if (random.Next(3) == 0)
                Assert.Equal(there.Remove((reader, filter)), tree.Remove(reader, filter));
            else
                Assert.Equal(there.Add((reader, filter)), tree.Add(reader, new TopicSubscription(filter, 0)));
            string topic = string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Levels[random.Next(4)]));
            HashSet<(RecordingReader, string)> expected =
                [.. there.Where(known => TopicFilters.Matches(known.Filter, topic))];
            Assert.Equal(expected, Find(tree, topic));
            if (topic.Length > 0)
                Assert.Equal(TopicFilters.Matches(filter, topic), IsBound(filter, topic));
        }

        foreach ((RecordingReader reader, string filter) in there)
            Assert.True(tree.Remove(reader, filter));
        Assert.True(tree.IsEmpty);
    }

    [Fact]
    public void All_OfATree_HasEachReaderOnce()
    {
        TopicTree tree = new();
        RecordingReader reader = new();
        foreach (string filter in (string[])["a/b", "a/#", "+"])
            tree.Add(reader, new TopicSubscription(filter, 0));
        List<TopicReader> all = [];
        tree.All(all);
        Assert.Equal([reader], all);
        Assert.Equal(2, Find(tree, "a/b").Count);
    }

    private static string Filter(Random random)
    {
        string[] levels = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Wild[random.Next(Wild.Length)])];
        if (random.Next(4) == 0)
            levels[^1] = "#";
        string filter = string.Join('/', levels);
        return filter.Length == 0 ? "#" : filter;
    }

    private static bool IsBound(string filter, string topic)
    {
        Destination queue = Destination.Of(QueueName.Parse("q"));
        Binding binding = BindingRules.Make(ExchangeType.Topic, TopicSyntax.Mqtt, queue, filter, null);
        MatchCollector found = new();
        Matcher.Of(ExchangeType.Topic, TopicSyntax.Mqtt, [binding]).Match([topic], [], found);
        return found.Bindings.Count > 0;
    }

    private static HashSet<(RecordingReader, string)> Find(TopicTree tree, string topic)
    {
        List<TopicReader> readers = [];
        tree.Match(topic, readers);
        HashSet<(RecordingReader, string)> found = [];
        foreach (TopicReader reader in readers)
        {
            foreach (TopicSubscription subscription in reader.Found)
                Assert.True(found.Add(((RecordingReader)reader, subscription.Filter)), "It is found twice.");
            reader.Found.Clear();
        }

        return found;
    }
}
