using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Exchanges.Matching;
using QueueService.Partitions.Messages;
using QueueService.Queues;
using QueueService.Routing;
using QueueService.Routing.Publishing;
using QueueService.Tests.Core.Routing;
using QueueService.Topics;

namespace QueueService.Tests.Core.Topics;

/// <summary>Subscriptions of two processes to what either publishes.</summary>
public sealed class TopicHubTests : IAsyncLifetime
{
    private readonly ExchangeHarness _harness = new();
    private readonly List<TopicHub> _hubs = [];

    private static CancellationToken None => CancellationToken.None;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (TopicHub hub in _hubs)
            await hub.DisposeAsync();
        await _harness.DisposeAsync();
    }

    [Fact]
    public async Task Publish_ByEitherProcess_ReachesSubscribersOfBothInOrder()
    {
        (ExchangeBroker first, TopicHub here) = await StartAsync();
        (ExchangeBroker second, TopicHub there) = await StartAsync();
        RecordingReader[] readers = [new(), new()];
        await SubscribeAsync(here, readers[0], "a/+");
        await SubscribeAsync(there, readers[1], "a/#");
        for (int n = 0; n < 10; n++)
            await PublishAsync(n % 2 == 0 ? first : second, "a/b", $"{n}");
        await PublishAsync(first, "b", "not wanted");
        await PublishAsync(first, "a/b", "last");
        string[] bodies = [.. Enumerable.Range(0, 10).Select(n => $"{n}"), "last"];
        for (int n = 0; n < readers.Length; n++)
        {
            await readers[n].HearAsync(bodies.Length);
            string filter = n == 0 ? "a/+" : "a/#";
            Assert.Equal(bodies.Select(body => $"a/b={body} {filter}"), readers[n].Heard);
        }
    }

    [Fact]
    public async Task Publish_ToSeveralSubscriptionsOfAReader_IsToldOnceWithAll()
    {
        (ExchangeBroker exchanges, TopicHub hub) = await StartAsync();
        RecordingReader reader = new();
        await SubscribeAsync(hub, reader, "a/#");
        await SubscribeAsync(hub, reader, "+/b");
        await SubscribeAsync(hub, reader, "c");
        await exchanges.PublishAsync(ExchangeName.Mqtt, [Publish("x", "a/b", "c")], None);
        await PublishAsync(exchanges, "c", "y");
        await reader.HearAsync(2);
        Assert.Equal(["a/b=x +/b a/# c", "c=y c"], reader.Heard);
    }

    [Fact]
    public async Task Subscribe_AndUnsubscribe_TellWhetherTheyChangeAnything()
    {
        (ExchangeBroker exchanges, TopicHub hub) = await StartAsync();
        RecordingReader reader = new();
        RecordingReader other = new();
        Assert.True(await SubscribeAsync(hub, reader, "a"));
        Assert.False(await SubscribeAsync(hub, reader, "a"));
        Assert.True(await SubscribeAsync(hub, other, "a"));
        Assert.Equal(2, hub.Subscriptions);
        Assert.True(await hub.UnsubscribeAsync(reader, "a"));
        Assert.False(await hub.UnsubscribeAsync(reader, "a"));
        await PublishAsync(exchanges, "a", "1");
        await other.HearAsync(1);
        Assert.Empty(reader.Heard);

        // The last one goes, another one comes: what was published in between is not for it.
        await hub.UnsubscribeAsync(other, "a");
        await PublishAsync(exchanges, "a", "2");
        await SubscribeAsync(hub, reader, "a");
        await PublishAsync(exchanges, "a", "3");
        await reader.HearAsync(1);
        Assert.Equal(["a=3 a"], reader.Heard);
    }

    [Fact]
    public async Task Publish_ToABoundQueueToo_GoesToBoth()
    {
        (Broker queues, ExchangeBroker exchanges) = await _harness.StartAsync();
        TopicHub hub = Hub(exchanges);
        QueueName queue = await ExchangeHarness.BindAsync(queues, exchanges, ExchangeName.Mqtt, "q", "a/+");
        RecordingReader reader = new();
        await SubscribeAsync(hub, reader, "#");
        IReadOnlyList<PublishResult> results = await exchanges.PublishAsync(
            ExchangeName.Mqtt, [Publish("1", "a/b"), Publish("2", "c")], None);
        Assert.Equal([[queue], []], results.Select(result => result.Queues.ToArray()));
        await reader.HearAsync(2);
        Assert.Equal(["a/b=1 #", "c=2 #"], reader.Heard);
    }

    [Fact]
    public async Task Retained_WhenSetChangedAndCleared_IsWhatASubscriberFinds()
    {
        (ExchangeBroker exchanges, TopicHub hub) = await StartAsync();
        await RetainAsync(exchanges, "a/1", "old");
        await RetainAsync(exchanges, "a/2", "two");
        RecordingReader reader = new();
        await SubscribeAsync(hub, reader, "#");
        Assert.Equal(["a/1=old", "a/2=two"], Retained(hub, "a/+"));
        await RetainAsync(exchanges, "a/1", "new");
        await RetainAsync(exchanges, "a/2", "");
        await PublishAsync(exchanges, "a/3", "not retained");
        await reader.HearAsync(3);
        Assert.Equal(["a/1=new"], Retained(hub, "#"));
        Assert.Equal(["a/1=new"], Retained(hub, "a/1"));
        Assert.Empty(Retained(hub, "a/2"));

        // Another process, and one that comes later, find the same.
        (_, TopicHub later) = await StartAsync();
        await SubscribeAsync(later, new RecordingReader(), "b");
        Assert.Equal(["a/1=new"], Retained(later, "#"));
    }

    [Fact]
    public async Task MqttExchange_IsThereAndStays()
    {
        (_, ExchangeBroker exchanges) = await _harness.StartAsync();
        Assert.Equal(
            (ExchangeType.Topic, TopicSyntax.Mqtt), await exchanges.GetTypeAsync(ExchangeName.Mqtt, None));
        Assert.Equal(ExchangeName.Mqtt, (await exchanges.GetAsync(ExchangeName.Mqtt, None)).Name);
        await RefusedAsync(() => exchanges.DeleteAsync(ExchangeName.Mqtt, ifUnused: false, None));
        await RefusedAsync(() => ExchangeHarness.MakeAsync(exchanges, "mqtt"));
        await RefusedAsync(() => exchanges.UpdateAsync(
            ExchangeName.Mqtt, settings => settings with { IsInternal = true }, None));

        static async Task RefusedAsync(Func<Task> call) => Assert.Equal(
            BrokerErrorCode.ReservedName, (await Assert.ThrowsAsync<BrokerException>(call)).Code);
    }

    [Fact]
    public async Task Bind_ToTheMqttExchange_IsRefused()
    {
        (_, ExchangeBroker exchanges) = await _harness.StartAsync();
        ExchangeName other = await ExchangeHarness.MakeAsync(exchanges, "other");
        BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(
            () => ExchangeHarness.BindAsync(exchanges, other, Destination.Of(ExchangeName.Mqtt)));
        Assert.Equal(BrokerErrorCode.InvalidBinding, refusal.Code);
    }

    private async Task<(ExchangeBroker Exchanges, TopicHub Hub)> StartAsync()
    {
        (_, ExchangeBroker exchanges) = await _harness.StartAsync();
        return (exchanges, Hub(exchanges));
    }

    private TopicHub Hub(ExchangeBroker exchanges)
    {
        TopicHub hub = new(exchanges, TimeProvider.System, NullLogger.Instance);
        _hubs.Add(hub);
        return hub;
    }

    private static Task<bool> SubscribeAsync(TopicHub hub, TopicReader reader, string filter) =>
        hub.SubscribeAsync(reader, new TopicSubscription(filter, 1), None);

    private static IEnumerable<string> Retained(TopicHub hub, string filter) => hub.FindRetained(filter)
        .Select(message => $"{message.Topic}={Encoding.UTF8.GetString(message.Body.Span)}")
        .Order(StringComparer.Ordinal);

    private static NewPublish Publish(string body, params string[] topics) =>
        new(new NewMessage { Body = Encoding.UTF8.GetBytes(body), IsText = true }) { RoutingKeys = topics };

    private static Task<IReadOnlyList<PublishResult>> PublishAsync(
        ExchangeBroker exchanges, string topic, string body) =>
        exchanges.PublishAsync(ExchangeName.Mqtt, [Publish(body, topic)], None);

    private static Task<IReadOnlyList<PublishResult>> RetainAsync(
        ExchangeBroker exchanges, string topic, string body) =>
        exchanges.PublishAsync(ExchangeName.Mqtt, [Publish(body, topic) with { IsRetained = true }], None);
}
