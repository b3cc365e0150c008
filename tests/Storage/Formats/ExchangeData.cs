using QueueService.Exchanges.Matching;
using QueueService.Exchanges.Settings;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Peek;
using QueueService.Routing;
using QueueService.Routing.Bindings;
using QueueService.Routing.Catalog;
using QueueService.Routing.Publishing;
using QueueService.Storage;
using QueueService.Tests.Core;

namespace QueueService.Tests.Storage.Formats;

/// <summary>
/// What came with the fourth feature level: exchanges of each type with bindings and alternates, copies that are on
/// their way, and dead letters that an exchange leads on, that wait for one, or were let go. Releases before it have
/// none of that.
/// </summary>
internal sealed class ExchangeData(ReleaseClient client, ReleaseNotes notes, FakeTime time)
{
    private const string Work = "dying";

    /// <summary>Queues of which something is on its way when the service starts.</summary>
    public static readonly string[] Moving = [Work, "copies-a", "copies-b", "buried"];

    private static readonly ExchangeName Shop = ExchangeName.Parse("shop");
    private static readonly ExchangeName Copies = ExchangeName.Parse("copies");
    private static readonly ExchangeName Graves = ExchangeName.Parse("graves");
    private static readonly ExchangeName Lost = ExchangeName.Parse("lost");

    private static readonly BindingMatch EveryCondition = new(
        MatchMode.Any,
        [
            Condition.Exists("gone", isPresent: false),
            Condition.Exists("known", isPresent: true),
            Condition.AnyOf("lang", [ConditionValue.Of("de"), ConditionValue.OfNumber("1.50")]),
            Condition.Prefix("name", "Zür"),
            Condition.Equal("test", ConditionValue.Of(true)),
        ]);

    /// <summary>How each exchange leads somewhere, in the order in which they are made.</summary>
    private static readonly (string From, ExchangeType Type, Destination To, string? Key, BindingMatch? Match)[] Ways =
    [
        ("lost", ExchangeType.Fanout, Queue("unrouted"), null, null),
        ("exact", ExchangeType.Direct, Queue("bills"), "paid", null),
        ("shop", ExchangeType.Topic, Queue("bills"), "order.paid.*", null),
        ("shop", ExchangeType.Topic, Queue("log.fifo"), "order.#", null),
        ("shop", ExchangeType.Topic, Destination.Of(ExchangeName.Parse("exact")), "paid", null),
        ("by-name", ExchangeType.Headers, Queue("bills"), null, EveryCondition),
        ("copies", ExchangeType.Fanout, Queue("copies-a"), null, null),
        ("copies", ExchangeType.Fanout, Queue("copies-b"), null, null),
    ];

    private bool IsThere => notes.Counts.ContainsKey(Work);

    /// <summary>Leaves copies on their way to queues whose logs take nothing any more.</summary>
    public async Task WriteAsync(RefusingStore refusals)
    {
        ExchangeBroker exchanges = await ExchangeBroker.OpenAsync(client.Broker, ReleaseClient.None);
        foreach (string queue in (string[])["bills", "log.fifo", "unrouted", "buried"])
            await client.CreateAsync(queue);
        IReadOnlyList<PartitionId> before = refusals.Opened;
        foreach (string queue in (string[])["copies-a", "copies-b"])
            await client.CreateAsync(queue);
        PartitionId[] stuck = [.. refusals.Opened.Except(before)];
        foreach (string name in Ways.Select(way => way.From).Distinct(StringComparer.Ordinal))
            await exchanges.CreateAsync(ExchangeName.Parse(name), SettingsOf(name), ReleaseClient.None);
        foreach ((string from, ExchangeType type, Destination to, string? key, BindingMatch? match) in Ways)
        {
            await exchanges.BindAsync(
                ExchangeName.Parse(from),
                BindingRules.Make(type, TopicSyntax.Amqp, to, key, match),
                ReleaseClient.None);
        }

        await PublishAsync(exchanges, Shop, "routed", "order.paid.de");
        await PublishAsync(exchanges, Shop, "through", "paid");
        await PublishAsync(exchanges, Shop, "astray", "mail");
        await WriteDeadLettersAsync();
        refusals.Refuse("AppendAsync", stuck);
        Task publish = PublishAsync(exchanges, Copies, "on its way", "");
        await ReleaseClient.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                return Task.FromResult(publish.IsCompleted);
            },
            "a publish is answered while its copies wait");
        await publish;
    }

    public async Task CheckAsync()
    {
        await using ExchangeBroker exchanges = await ExchangeBroker.OpenAsync(client.Broker, ReleaseClient.None);
        Page<ExchangeInfo> page = await exchanges.ListAsync("", 100, null, ReleaseClient.None);
        if (!IsThere)
        {
            Assert.Empty(page.Items);
            return;
        }

        Assert.Equal(
            Ways.Select(way => way.From).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            page.Items.Select(exchange => exchange.Name.Value));
        await CheckExchangesAsync(exchanges);
        foreach (string queue in (string[])["copies-a", "copies-b"])
            Assert.Equal(["on its way"], await DrainAsync(queue, 1));
        await CheckDeadLettersAsync(exchanges);
        Assert.Equal(["routed", "through"], (await client.DrainAsync("bills")).Order());
        Assert.Equal(["routed"], await client.DrainAsync("log.fifo"));
        Assert.Equal(["astray"], await client.DrainAsync("unrouted"));
    }

    private async Task WriteDeadLettersAsync()
    {
        await client.CreateAsync(Work, new QueueSettingsChange
        {
            DeadLetter = new DeadLetterSetting(Graves, null) { RoutingKey = "died" },
        });
        await client.CreateAsync("dropping", new QueueSettingsChange
        {
            DeadLetter = new DeadLetterSetting(Graves, 3) { HoldsUnroutable = false },
        });
        foreach (string queue in (string[])[Work, "dropping"])
        {
            await client.SendAsync(queue, $"{queue}-0");
            MessageView received = Assert.Single(await client.ReceiveAsync(queue, 1));
            await client.Broker.RejectAsync(
                QueueName.Parse(queue), [received.ReceiptHandle!], "the address is unknown", ReleaseClient.None);
        }

        await ReleaseClient.UntilAsync(
            async () => (await client.StatsAsync("dropping")).Totals!.Dropped == 1, "a dead letter is let go");
        Assert.Equal(1, (await client.StatsAsync(Work)).Held);
    }

    private static async Task CheckExchangesAsync(ExchangeBroker exchanges)
    {
        foreach (var from in Ways.GroupBy(way => way.From, StringComparer.Ordinal))
        {
            ExchangeName name = ExchangeName.Parse(from.Key);
            ExchangeInfo info = await exchanges.GetAsync(name, ReleaseClient.None);
            Assert.True(info.Settings.AgreesWith(SettingsOf(from.Key)), from.Key);
            Assert.Equal(
                from.Select(way => BindingRules.Make(way.Type, TopicSyntax.Amqp, way.To, way.Key, way.Match).Id.Value)
                    .Order(),
                (await exchanges.ListBindingsAsync(name, ReleaseClient.None)).Select(binding => binding.Id.Value));
        }

        ExchangeInfo shop = await exchanges.GetAsync(Shop, ReleaseClient.None);

        // A crash may forget those that went to one queue.
        Assert.InRange(shop.Published, 1, 3);
        Assert.Equal(0, shop.Unroutable);
        IReadOnlyList<BoundFrom> bills = await exchanges.ListBindingsToAsync(Queue("bills"), ReleaseClient.None);
        Assert.Equal(["by-name", "exact", "shop"], bills.Select(bound => bound.Exchange.Value));
        RouteInfo route = await exchanges.RouteAsync(Shop, ["paid"], [], ReleaseClient.None);
        Assert.Equal("bills", Assert.Single(route.Queues).Queue.Value);
    }

    /// <summary>What is held goes on as soon as there is a way.</summary>
    private async Task CheckDeadLettersAsync(ExchangeBroker exchanges)
    {
        Assert.Equal(1, (await client.StatsAsync("dropping")).Totals!.Dropped);
        Assert.Equal(1, (await client.StatsAsync(Work)).Held);
        await exchanges.CreateAsync(Graves, new ExchangeSettings { Type = ExchangeType.Direct }, ReleaseClient.None);
        await exchanges.BindAsync(
            Graves,
            BindingRules.Make(ExchangeType.Direct, TopicSyntax.Amqp, Queue("buried"), "died", null),
            ReleaseClient.None);
        await ReleaseClient.UntilAsync(
            async () =>
            {
                time.Advance(PartitionCare.Period);
                return (await client.StatsAsync("buried")).Visible == 1;
            },
            "a held dead letter goes on");
        MessageView dead = Assert.Single((await client.Broker.PeekAsync(
            QueueName.Parse("buried"), new PeekQuery(), ReleaseClient.None)).Items);
        Assert.Equal(("graves", "died"), (dead.Exchange, Assert.Single(dead.RoutingKeys)));
        DeadLetterInfo death = dead.DeadLetter!;
        Assert.Equal(
            (Work, "rejected", "the address is unknown", 1),
            (death.SourceQueue, death.Reason, death.Detail, death.ReceiveCount));
        Assert.Equal([$"{Work}-0"], await client.DrainAsync("buried"));
    }

    private async Task<List<string>> DrainAsync(string queue, int count)
    {
        await ReleaseClient.UntilAsync(
            async () => (await client.StatsAsync(queue)).Visible == count, $"copies arrive in {queue}");
        return await client.DrainAsync(queue);
    }

    private static Task<IReadOnlyList<PublishResult>> PublishAsync(
        ExchangeBroker exchanges, ExchangeName exchange, string body, string key) => exchanges.PublishAsync(
        exchange, [new NewPublish(ReleaseClient.Text(body)) { RoutingKeys = [key] }], ReleaseClient.None);

    private static ExchangeSettings SettingsOf(string exchange) => new()
    {
        Type = Ways.First(way => string.Equals(way.From, exchange, StringComparison.Ordinal)).Type,
        Alternate = string.Equals(exchange, Shop.Value, StringComparison.Ordinal) ? Lost : null,
        IsInternal = string.Equals(exchange, "exact", StringComparison.Ordinal),
        Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "Zürich" },
    };

    private static Destination Queue(string name) => Destination.Of(QueueName.Parse(name));
}
