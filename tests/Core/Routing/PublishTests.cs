using QueueService.Exchanges.Matching;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Named;
using QueueService.Routing;
using QueueService.Routing.Bindings;
using QueueService.Routing.Catalog;
using QueueService.Routing.Publishing;
using QueueService.Tests.Core.Queues;

namespace QueueService.Tests.Core.Routing;

/// <summary>From an exchange to the queues behind it.</summary>
public sealed class PublishTests : IAsyncLifetime
{
    private readonly ExchangeHarness _harness = new();
    private Broker _queues = null!;
    private ExchangeBroker _exchanges = null!;

    public async Task InitializeAsync() => (_queues, _exchanges) = await _harness.StartAsync();

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task Publish_ToAFanout_IsOnceInEachQueue()
    {
        ExchangeName news = await ExchangeHarness.MakeAsync(_exchanges, "news");
        QueueName[] queues =
        [
            await ExchangeHarness.BindAsync(_queues, _exchanges, news, "a"),
            await ExchangeHarness.BindAsync(_queues, _exchanges, news, "b"),
        ];

        for (int n = 0; n < 5; n++)
        {
            PublishResult result = await ExchangeHarness.PublishAsync(_exchanges, news, $"m{n}", "k");
            Assert.Equal(queues, result.Queues);
            Assert.Empty(result.Pending);
        }

        foreach (QueueName queue in queues)
            Assert.Equal(["m0", "m1", "m2", "m3", "m4"], await BrokerCluster.DrainAsync(_queues, queue));
    }

    [Fact]
    public async Task Publish_ToOneQueue_TellsTheExchangeAndTheKey()
    {
        ExchangeName orders = await ExchangeHarness.MakeAsync(_exchanges, "orders", ExchangeType.Direct);
        QueueName paid = await ExchangeHarness.BindAsync(_queues, _exchanges, orders, "paid", "order.paid");

        PublishResult result = await ExchangeHarness.PublishAsync(_exchanges, orders, "1", "order.paid");

        MessageView message = Assert.Single(
            await _queues.ReceiveAsync(paid, new ReceiveOptions(10), ExchangeHarness.None));
        Assert.Equal(
            (result.MessageId, "orders", "order.paid"),
            (message.MessageId, message.Exchange, Assert.Single(message.RoutingKeys)));
    }

    [Fact]
    public async Task Edit_OfAPublishedMessage_KeepsWhatItCameBy()
    {
        ExchangeName orders = await ExchangeHarness.MakeAsync(_exchanges, "orders", ExchangeType.Direct);
        QueueName paid = await ExchangeHarness.BindAsync(_queues, _exchanges, orders, "paid", "order.paid");
        NamedMessage named = new(
            (await ExchangeHarness.PublishAsync(_exchanges, orders, "1", "order.paid")).MessageId);
        (_, string version) = await _queues.GetMessageAsync(paid, named, ExchangeHarness.None);

        MessageEdit edit = new("2"u8.ToArray(), IsText: true);
        await _queues.EditMessageAsync(paid, named, version, edit, "ann", _ => { }, ExchangeHarness.None);

        MessageView edited = Assert.Single(
            await _queues.ReceiveAsync(paid, new ReceiveOptions(10), ExchangeHarness.None));
        Assert.Equal("2"u8.ToArray(), edited.Body.ToArray());
        Assert.Equal(("orders", "order.paid"), (edited.Exchange, Assert.Single(edited.RoutingKeys)));
    }

    [Fact]
    public async Task Publish_WithoutARoute_StoresNothing()
    {
        ExchangeName orders = await ExchangeHarness.MakeAsync(_exchanges, "orders", ExchangeType.Direct);
        QueueName paid = await ExchangeHarness.BindAsync(_queues, _exchanges, orders, "paid", "paid");

        BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(() => _exchanges.PublishAsync(
            orders,
            [ExchangeHarness.Publish("1", "paid"), ExchangeHarness.Publish("2", "shipped")],
            ExchangeHarness.None));

        Assert.Equal(BrokerErrorCode.Unroutable, refusal.Code);
        Assert.Contains("messages[1]", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await BrokerCluster.DrainAsync(_queues, paid));
        PublishResult dropped = await ExchangeHarness.PublishAsync(_exchanges, orders, "2", "shipped", false);
        Assert.Empty(dropped.Queues);
    }

    [Fact]
    public async Task Publish_AfterABindingWasMadeElsewhere_FollowsIt()
    {
        ExchangeName news = await ExchangeHarness.MakeAsync(_exchanges, "news");
        await ExchangeHarness.BindAsync(_queues, _exchanges, news, "a");
        (Broker otherQueues, ExchangeBroker others) = await _harness.StartAsync();
        Assert.Single((await ExchangeHarness.PublishAsync(others, news, "1")).Queues);

        await ExchangeHarness.BindAsync(_queues, _exchanges, news, "b");
        Assert.Equal(2, (await ExchangeHarness.PublishAsync(others, news, "2")).Queues.Count);

        await _queues.DeleteQueueAsync(QueueName.Parse("a"), ExchangeHarness.None);
        Assert.Equal("b", Assert.Single((await ExchangeHarness.PublishAsync(others, news, "3")).Queues).Value);
        Assert.Equal(["2", "3"], await BrokerCluster.DrainAsync(otherQueues, QueueName.Parse("b")));
    }

    [Fact]
    public async Task Publish_ThroughExchanges_ComesOnceWhateverTheWays()
    {
        ExchangeName first = await ExchangeHarness.MakeAsync(_exchanges, "first");
        ExchangeName left = await ExchangeHarness.MakeAsync(_exchanges, "left");
        ExchangeName right = await ExchangeHarness.MakeAsync(_exchanges, "right", isInternal: true);
        await ExchangeHarness.BindAsync(_exchanges, first, Destination.Of(left));
        await ExchangeHarness.BindAsync(_exchanges, first, Destination.Of(right));
        QueueName queue = await ExchangeHarness.BindAsync(_queues, _exchanges, left, "q");
        await ExchangeHarness.BindAsync(_exchanges, right, Destination.Of(queue));

        await ExchangeHarness.PublishAsync(_exchanges, first, "1");

        Assert.Equal(["1"], await BrokerCluster.DrainAsync(_queues, queue));
    }

    [Fact]
    public async Task Bind_ThatClosesACircle_IsRefusedWithThePath()
    {
        ExchangeName a = await ExchangeHarness.MakeAsync(_exchanges, "a");
        ExchangeName b = await ExchangeHarness.MakeAsync(_exchanges, "b");
        ExchangeName c = await ExchangeHarness.MakeAsync(_exchanges, "c", alternate: "a");
        await ExchangeHarness.BindAsync(_exchanges, a, Destination.Of(b));

        BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(
            () => ExchangeHarness.BindAsync(_exchanges, b, Destination.Of(c)));

        Assert.Equal(BrokerErrorCode.RoutingCycle, refusal.Code);
        Assert.Contains("'b' -> 'c' -> 'a' -> 'b'", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await _exchanges.ListBindingsAsync(b, ExchangeHarness.None));
    }

    [Fact]
    public async Task Publish_WithoutARoute_AsksTheAlternate()
    {
        ExchangeName rest = await ExchangeHarness.MakeAsync(_exchanges, "rest");
        ExchangeName orders = await ExchangeHarness.MakeAsync(
            _exchanges, "orders", ExchangeType.Direct, alternate: "rest");
        await ExchangeHarness.BindAsync(_queues, _exchanges, orders, "paid", "paid");
        await ExchangeHarness.BindAsync(_queues, _exchanges, rest, "lost");

        Assert.Equal("paid", Assert.Single(
            (await ExchangeHarness.PublishAsync(_exchanges, orders, "1", "paid")).Queues).Value);
        Assert.Equal("lost", Assert.Single(
            (await ExchangeHarness.PublishAsync(_exchanges, orders, "2", "shipped")).Queues).Value);
    }

    [Fact]
    public async Task Publish_WithAnIdAgain_AddsTheCopiesThatAreMissing()
    {
        ExchangeName news = await ExchangeHarness.MakeAsync(_exchanges, "news");
        QueueName a = await ExchangeHarness.BindAsync(_queues, _exchanges, news, "a");
        QueueName b = await ExchangeHarness.BindAsync(_queues, _exchanges, news, "b");
        NewPublish publish = ExchangeHarness.Publish("1");
        publish = publish with { Message = publish.Message with { DeduplicationId = "same" } };

        await _exchanges.PublishAsync(news, [publish], ExchangeHarness.None);
        QueueName c = await ExchangeHarness.BindAsync(_queues, _exchanges, news, "c");
        await _exchanges.PublishAsync(news, [publish], ExchangeHarness.None);

        foreach (QueueName queue in (QueueName[])[a, b, c])
            Assert.Equal(["1"], await BrokerCluster.DrainAsync(_queues, queue));
    }

    [Fact]
    public async Task Delete_WhileMessagesWereOnTheirWay_LeavesThemInTheirQueues()
    {
        ExchangeName news = await ExchangeHarness.MakeAsync(_exchanges, "news");
        QueueName a = await ExchangeHarness.BindAsync(_queues, _exchanges, news, "a");
        await ExchangeHarness.BindAsync(_queues, _exchanges, news, "b");
        await ExchangeHarness.PublishAsync(_exchanges, news, "1");

        await _exchanges.DeleteAsync(news, ifUnused: false, ExchangeHarness.None);

        BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(
            () => ExchangeHarness.PublishAsync(_exchanges, news, "2"));
        Assert.Equal(BrokerErrorCode.ExchangeNotFound, refusal.Code);
        Assert.Equal(["1"], await BrokerCluster.DrainAsync(_queues, a));
    }

    [Fact]
    public async Task Publish_ToAnInternalExchange_IsRefused()
    {
        ExchangeName inner = await ExchangeHarness.MakeAsync(_exchanges, "inner", isInternal: true);
        await ExchangeHarness.BindAsync(_queues, _exchanges, inner, "q");

        BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(
            () => ExchangeHarness.PublishAsync(_exchanges, inner, "1"));

        Assert.Equal(BrokerErrorCode.InternalExchange, refusal.Code);
    }

    [Fact]
    public async Task Route_WhenSeveralWaysLeadThere_TellsThemAndStoresNothing()
    {
        ExchangeName first = await ExchangeHarness.MakeAsync(_exchanges, "first", ExchangeType.Topic);
        ExchangeName second = await ExchangeHarness.MakeAsync(_exchanges, "second");
        QueueName queue = await ExchangeHarness.BindAsync(_queues, _exchanges, second, "q");
        Binding direct = await ExchangeHarness.BindAsync(_exchanges, first, Destination.Of(queue), "a.*");
        Binding through = await ExchangeHarness.BindAsync(_exchanges, first, Destination.Of(second), "#");
        Binding last = Assert.Single(await _exchanges.ListBindingsAsync(second, ExchangeHarness.None));

        RouteInfo route = await _exchanges.RouteAsync(first, ["a.b"], [], ExchangeHarness.None);

        RoutedQueue routed = Assert.Single(route.Queues);
        Assert.Equal(queue, routed.Queue);
        Assert.Equal(
            new HashSet<string>([$"{direct.Id}", $"{through.Id} {last.Id}"]),
            routed.Paths.Select(path => string.Join(' ', path)).ToHashSet());
        Assert.Empty(await BrokerCluster.DrainAsync(_queues, queue));
    }

    [Fact]
    public async Task Stats_OfAnExchange_CountWhatWasPublishedOnEveryWay()
    {
        ExchangeName orders = await ExchangeHarness.MakeAsync(_exchanges, "orders", ExchangeType.Direct);
        await ExchangeHarness.BindAsync(_queues, _exchanges, orders, "a", "one");
        await ExchangeHarness.BindAsync(_queues, _exchanges, orders, "a", "two");
        await ExchangeHarness.BindAsync(_queues, _exchanges, orders, "b", "two");
        await ExchangeHarness.PublishAsync(_exchanges, orders, "1", "one");
        await ExchangeHarness.PublishAsync(_exchanges, orders, "2", "two");
        await ExchangeHarness.PublishAsync(_exchanges, orders, "3", "none", isMandatory: false);

        ExchangeInfo info = await _exchanges.GetAsync(orders, ExchangeHarness.None);

        Assert.Equal((3, 3, 1), (info.Bindings, info.Published, info.Unroutable));
    }

    [Fact]
    public async Task Replace_WhenSomeStay_SaysWhatBecameOfAll()
    {
        ExchangeName orders = await ExchangeHarness.MakeAsync(_exchanges, "orders", ExchangeType.Direct);
        QueueName queue = await ExchangeHarness.BindAsync(_queues, _exchanges, orders, "q", "old");
        Binding kept = await ExchangeHarness.BindAsync(_exchanges, orders, Destination.Of(queue), "kept");
        Binding added = BindingRules.Make(
            ExchangeType.Direct, TopicSyntax.Amqp, Destination.Of(queue), "new", null);

        BindingCounts counts = await _exchanges.ReplaceBindingsAsync(orders, [kept, added], ExchangeHarness.None);

        Assert.Equal(new BindingCounts(1, 1, 1), counts);
        Assert.Equal(
            new HashSet<Binding>([kept, added]),
            (await _exchanges.ListBindingsAsync(orders, ExchangeHarness.None)).ToHashSet());
    }
}
