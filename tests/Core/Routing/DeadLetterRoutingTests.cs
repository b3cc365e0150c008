using System.Text;
using QueueService.Exchanges.Matching;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Named;
using QueueService.Queues.Peek;
using QueueService.Queues.Redrive;
using QueueService.Routing;
using QueueService.Routing.Catalog;
using QueueService.Tests.Core.Queues;

namespace QueueService.Tests.Core.Routing;

/// <summary>From a queue in which messages die to the queues that an exchange leads to.</summary>
public sealed class DeadLetterRoutingTests : IAsyncLifetime
{
    private static readonly ExchangeName Dead = ExchangeName.Parse("dead");
    private static readonly DeadLetterSetting ToExchange = new(Dead, 1);

    private readonly ExchangeHarness _harness = new();
    private readonly FakeTime _time = new();
    private Broker _queues = null!;
    private ExchangeBroker _exchanges = null!;

    public async Task InitializeAsync() => (_queues, _exchanges) = await _harness.StartAsync(time: _time);

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task Reject_WhenAnExchangeLeadsToTwoQueues_BringsOneCopyToEach()
    {
        await ExchangeHarness.MakeAsync(_exchanges, "dead");
        QueueName[] graves =
        [
            await ExchangeHarness.BindAsync(_queues, _exchanges, Dead, "a"),
            await ExchangeHarness.BindAsync(_queues, _exchanges, Dead, "b"),
        ];
        QueueName work = await MakeAsync("work", ToExchange);
        MessageId id = await SendAsync(work, "1");

        await RejectAllAsync(work, "broken");

        foreach (QueueName grave in graves)
        {
            MessageView dead = await ReceiveOneAsync(grave);
            Assert.Equal((id, 1), (dead.MessageId, dead.ReceiveCount));
            Assert.Equal(("dead", "work"), (dead.Exchange, Assert.Single(dead.RoutingKeys)));
            Assert.Equal(
                ("work", "rejected", "broken", 1),
                (dead.DeadLetter!.SourceQueue, dead.DeadLetter.Reason, dead.DeadLetter.Detail,
                    dead.DeadLetter.ReceiveCount));
            await _queues.AcknowledgeAsync(grave, [dead.ReceiptHandle!], ExchangeHarness.None);
            Assert.Empty(await BrokerCluster.DrainAsync(_queues, grave));
        }

        QueueStats stats = await UntilAsync(work, stats => stats is { Held: 0, OldestAge: null });
        Assert.Equal(1, stats.Totals!.DeadLettered);
    }

    [Fact]
    public async Task Receive_WhenReceivedTooOften_GoesByTheKeysOfTheMessage()
    {
        ExchangeName orders = await ExchangeHarness.MakeAsync(_exchanges, "orders");
        await ExchangeHarness.MakeAsync(_exchanges, "dead", ExchangeType.Direct);
        QueueName paid = await ExchangeHarness.BindAsync(_queues, _exchanges, Dead, "paid-dead", "paid");
        QueueName sent = await ExchangeHarness.BindAsync(_queues, _exchanges, Dead, "work-dead", "work");
        QueueName work = await MakeAsync("work", ToExchange, TimeSpan.Zero);
        await ExchangeHarness.BindAsync(_exchanges, orders, Destination.Of(work));
        await ExchangeHarness.PublishAsync(_exchanges, orders, "published", "paid");
        await SendAsync(work, "sent");

        Assert.Equal(2, (await ReceiveAsync(work)).Count);
        Assert.Empty(await ReceiveAsync(work));

        MessageView one = await ReceiveOneAsync(paid);
        Assert.Equal(("published", "dead", "paid"), (Text(one), one.Exchange, Assert.Single(one.RoutingKeys)));
        Assert.Equal("maxReceiveCount", one.DeadLetter!.Reason);
        Assert.Equal("sent", Text(await ReceiveOneAsync(sent)));
    }

    [Fact]
    public async Task Reject_WhenTheSettingHasAKey_GoesByIt()
    {
        await ExchangeHarness.MakeAsync(_exchanges, "dead", ExchangeType.Topic);
        QueueName grave = await ExchangeHarness.BindAsync(_queues, _exchanges, Dead, "g.fifo", "dead.#");
        QueueName work = await MakeAsync("work", ToExchange with { RoutingKey = "dead.work" });
        await SendAsync(work, "1");

        await RejectAllAsync(work);

        MessageView dead = await ReceiveOneAsync(grave);
        Assert.Equal(("dead.work", "dead.work"), (Assert.Single(dead.RoutingKeys), dead.GroupId));
    }

    [Fact]
    public async Task Reject_WithoutARoute_IsHeldUntilThereIsOne()
    {
        await ExchangeHarness.MakeAsync(_exchanges, "dead", ExchangeType.Direct);
        QueueName work = await MakeAsync("work", ToExchange, TimeSpan.Zero);
        await SendAsync(work, "1");
        await SendAsync(work, "2");

        await RejectAllAsync(work, "why");

        QueueStats stats = await UntilAsync(work, stats => stats.Held == 2);
        Assert.Equal((0, 0, 0), (stats.Visible, stats.InFlight, stats.Delayed));
        Assert.NotNull(stats.OldestAge);
        Assert.Empty(await ReceiveAsync(work));
        Assert.Equal(2, (await _exchanges.GetAsync(Dead, ExchangeHarness.None)).Held);
        Page<ExchangeInfo> page = await _exchanges.ListAsync("", 10, null, ExchangeHarness.None);
        Assert.Equal(2, Assert.Single(page.Items).Held);
        IReadOnlyList<MessageView> held = await HeldAsync(work);
        Assert.Equal(["1", "2"], held.Select(Text));
        Assert.All(held, one => Assert.Equal(PeekState.Held, one.State));

        QueueName grave = await ExchangeHarness.BindAsync(_queues, _exchanges, Dead, "grave", "work");
        Assert.Equal(["1", "2"], (await SentOnAsync(grave, 2)).Select(Text));
        await UntilAsync(work, left => left is { Held: 0, OldestAge: null });
    }

    [Fact]
    public async Task Reject_WhenTheExchangeIsNotThere_IsHeldAndCanBePurged()
    {
        QueueName work = await MakeAsync("work", ToExchange);
        await SendAsync(work, "1");
        await RejectAllAsync(work);
        await UntilAsync(work, stats => stats.Held == 1);

        await _queues.PurgeAsync(work, ExchangeHarness.None);

        await UntilAsync(work, stats => stats is { Held: 0, OldestAge: null });
        await SendAsync(work, "2");
        Assert.Equal("2", Text(Assert.Single(await ReceiveAsync(work))));
    }

    [Fact]
    public async Task Reject_WithoutARouteAndToBeDropped_IsGone()
    {
        await ExchangeHarness.MakeAsync(_exchanges, "dead", ExchangeType.Direct);
        QueueName grave = await ExchangeHarness.BindAsync(_queues, _exchanges, Dead, "grave", "other");
        QueueName work = await MakeAsync("work", ToExchange with { HoldsUnroutable = false });
        await SendAsync(work, "1");

        await RejectAllAsync(work);

        QueueStats stats = await UntilAsync(work, stats => stats is { Held: 0, OldestAge: null });
        Assert.Equal((1, 1), (stats.Totals!.DeadLettered, stats.Totals.Dropped));
        Assert.Empty(await BrokerCluster.DrainAsync(_queues, grave));
    }

    [Fact]
    public async Task Edit_WhenHeld_MayGiveTheMessageARoute()
    {
        await ExchangeHarness.MakeAsync(_exchanges, "dead", ExchangeType.Headers);
        QueueName grave = await BrokerCluster.CreateAsync(_queues, "grave");
        await _exchanges.BindAsync(
            Dead,
            BindingRules.Make(ExchangeType.Headers, TopicSyntax.Amqp, Destination.Of(grave), null, new BindingMatch(
                MatchMode.All, [Condition.Equal("to", ConditionValue.Of("grave"))])),
            ExchangeHarness.None);
        QueueName work = await MakeAsync("work", ToExchange);
        NamedMessage named = new(await SendAsync(work, "1"));
        await RejectAllAsync(work);
        await UntilAsync(work, stats => stats.Held == 1);

        (_, string version) = await _queues.GetMessageAsync(work, named, ExchangeHarness.None);
        MessageEdit edit = new(
            Attributes: [new MessageAttribute("to", AttributeKind.Text, Encoding.UTF8.GetBytes("grave"))]);
        await _queues.EditMessageAsync(work, named, version, edit, "ann", _ => { }, ExchangeHarness.None);

        MessageView dead = Assert.Single(await SentOnAsync(grave, 1));
        Assert.Equal((named.Id, "1", "rejected"), (dead.MessageId, Text(dead), dead.DeadLetter!.Reason));
    }

    [Fact]
    public async Task Redrive_WhenHeldMessagesAreNamed_SendsThemToItsDestination()
    {
        QueueName work = await MakeAsync("work", ToExchange);
        QueueName other = await BrokerCluster.CreateAsync(_queues, "other");
        MessageId[] ids = [await SendAsync(work, "1"), await SendAsync(work, "2")];
        await RejectAllAsync(work);
        await UntilAsync(work, stats => stats.Held == 2);

        await _queues.StartRedriveAsync(
            work, new RedriveRequest(other, MessageIds: [ids[1]]), ExchangeHarness.None);

        Assert.Equal(ids[1], (await ReceiveOneAsync(other)).MessageId);
        await UntilAsync(work, stats => stats.Held == 1);
    }

    [Fact]
    public async Task Reject_WhenTheExchangeLeadsBack_ComesBackOnce()
    {
        await ExchangeHarness.MakeAsync(_exchanges, "dead");
        QueueName work = await MakeAsync("work", ToExchange);
        await ExchangeHarness.BindAsync(_exchanges, Dead, Destination.Of(work));
        MessageId id = await SendAsync(work, "1");

        for (int n = 0; n < 3; n++)
        {
            MessageView message = await ReceiveOneAsync(work);
            Assert.Equal((id, 1), (message.MessageId, message.ReceiveCount));
            await _queues.RejectAsync(work, [message.ReceiptHandle!], null, ExchangeHarness.None);
        }

        await ReceiveOneAsync(work);
        Assert.Empty(await ReceiveAsync(work));
    }

    [Fact]
    public async Task Update_FromAnExchangeToAQueue_SendsWhatIsHeldThere()
    {
        QueueName work = await MakeAsync("work", ToExchange);
        QueueName grave = await BrokerCluster.CreateAsync(_queues, "grave");
        await SendAsync(work, "1");
        await RejectAllAsync(work);
        await UntilAsync(work, stats => stats.Held == 1);

        await _queues.UpdateQueueAsync(
            work,
            new QueueSettingsChange { DeadLetter = new DeadLetterSetting(grave, 1) },
            ExchangeHarness.None);

        Assert.Equal(["1"], (await SentOnAsync(grave, 1)).Select(Text));
        Assert.Equal(1, (await UntilAsync(work, stats => stats.Held == 0)).Totals!.DeadLettered);
    }

    /// <summary>
    /// Receives what was held. Housekeeping has turns until then: one is passed over while the turn before still looks.
    /// </summary>
    private async Task<IReadOnlyList<MessageView>> SentOnAsync(QueueName queue, int count)
    {
        await BrokerCluster.UntilAsync(async () =>
        {
            _time.Advance(PartitionCare.Period);
            return (await _queues.GetQueueAsync(queue, ExchangeHarness.None)).Stats.Visible == count;
        });
        return await ReceiveAsync(queue);
    }

    private async Task<QueueName> MakeAsync(string name, DeadLetterSetting setting, TimeSpan? timeout = null) =>
        await BrokerCluster.CreateAsync(
            _queues, name, new QueueSettingsChange { DeadLetter = setting, VisibilityTimeout = timeout });

    private async Task<MessageId> SendAsync(QueueName queue, string body) =>
        (await BrokerCluster.SendAsync(_queues, queue, body))[0].MessageId;

    private Task<IReadOnlyList<MessageView>> ReceiveAsync(QueueName queue) =>
        _queues.ReceiveAsync(queue, new ReceiveOptions(10), ExchangeHarness.None);

    private async Task<MessageView> ReceiveOneAsync(QueueName queue)
    {
        IReadOnlyList<MessageView> received = [];
        await BrokerCluster.UntilAsync(async () =>
        {
            received = await _queues.ReceiveAsync(queue, new ReceiveOptions(1), ExchangeHarness.None);
            return received.Count > 0;
        });
        return received[0];
    }

    private async Task RejectAllAsync(QueueName queue, string? detail = null)
    {
        IReadOnlyList<MessageView> received = await ReceiveAsync(queue);
        Assert.NotEmpty(received);
        await _queues.RejectAsync(
            queue, [.. received.Select(message => message.ReceiptHandle!)], detail, ExchangeHarness.None);
    }

    private async Task<IReadOnlyList<MessageView>> HeldAsync(QueueName queue) => (await _queues.PeekAsync(
        queue, new PeekQuery { State = PeekState.Held }, ExchangeHarness.None)).Items;

    private async Task<QueueStats> UntilAsync(QueueName queue, Predicate<QueueStats> isSo)
    {
        QueueStats stats = null!;
        await BrokerCluster.UntilAsync(async () =>
        {
            stats = (await _queues.GetQueueAsync(queue, ExchangeHarness.None)).Stats;
            return isSo(stats);
        });
        return stats;
    }

    private static string Text(MessageView message) => Encoding.UTF8.GetString(message.Body.Span);
}
