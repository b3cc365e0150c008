using System.Text;
using QueueService.Features;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Metering;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Named;
using QueueService.Queues.Peek;
using QueueService.Queues.Redrive;

namespace QueueService.Tests.Core.Queues.Named;

/// <summary>Messages that are named: found, edited, replayed, deleted, rejected; and what is counted of them.</summary>
public sealed class NamedMessageTests : IAsyncLifetime
{
    private static readonly ReceiveOptions AtOnce = new(1, VisibilityTimeout: TimeSpan.FromSeconds(30));
    private readonly BrokerCluster _cluster = new();
    private Broker _broker = null!;
    private QueueName _dead;
    private QueueName _queue;

    public async Task InitializeAsync()
    {
        (_broker, _) = await _cluster.StartAsync();
        _dead = await BrokerCluster.CreateAsync(_broker, "dead");
        _queue = await BrokerCluster.CreateAsync(
            _broker, "q", new QueueSettingsChange { DeadLetter = new DeadLetterSetting(_dead, 5) });
    }

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Get_WhenNamedInEitherWay_FindsTheMessageAsItIs(int partitions)
    {
        QueueName many = await BrokerCluster.CreateAsync(
            _broker, "many", new QueueSettingsChange { Partitions = partitions });
        for (int n = 0; n < 6; n++)
        {
            NewMessage message = Partitions.HarnessCommands.Message($"m{n}", id: $"id{n}");
            SendResult sent = Assert.Single(await _broker.SendAsync(many, [message], BrokerCluster.None));
            foreach (long? number in (long?[])[sent.SequenceNumber, null])
            {
                (MessageView found, string version) = await GetAsync(many, sent.MessageId, number);
                Assert.Equal(($"m{n}", sent.SequenceNumber), (Text(found), found.SequenceNumber));
                Assert.NotEmpty(version);
            }

            Assert.Equal(
                BrokerErrorCode.MessageNotFound, await CodeAsync(() => GetAsync(many, sent.MessageId, 99)));
        }
    }

    [Fact]
    public async Task Reject_WhenTheMessageIsReplayed_TellsItsStory()
    {
        MessageId id = await DieAsync("poison", "bad address");
        MessageView dead = await ArrivedAsync(_dead);
        Assert.Equal(
            ("q", "rejected", "bad address", 1),
            (dead.DeadLetter!.SourceQueue, dead.DeadLetter.Reason, dead.DeadLetter.Detail,
                dead.DeadLetter.ReceiveCount));
        Assert.Null(dead.Replays);
        await ReleaseAsync(_dead, dead);

        string version = (await GetAsync(_dead, id, dead.SequenceNumber)).Version;
        QueueName? to = await EditAsync(_dead, id, version, new MessageEdit("fixed"u8.ToArray(), IsText: true)
        {
            Replay = new MessageReplay(),
        });

        Assert.Equal(_queue, to);
        MessageView back = await ArrivedAsync(_queue);
        Assert.Equal(("fixed", id), (Text(back), back.MessageId));
        Assert.Null(back.DeadLetter);
        Assert.Equal((1, "ann"), (back.Replays!.Count, back.Replays.By));
        Assert.Equal(BrokerErrorCode.MessageNotFound, await CodeAsync(() => GetAsync(_dead, id, dead.SequenceNumber)));

        await RejectAsync(back, "still bad");
        MessageView again = await ArrivedAsync(_dead);
        Assert.Equal(("still bad", 1, "fixed"), (again.DeadLetter!.Detail, again.Replays!.Count, Text(again)));
        await ReleaseAsync(_dead, again);
        await RedriveAsync(again, "bob");
        ReplayInfo twice = (await ArrivedAsync(_queue)).Replays!;
        Assert.Equal((2, "bob"), (twice.Count, twice.By));
    }

    [Fact]
    public async Task Edit_WhenItWasSeenByTwo_IsDoneByOne()
    {
        SendResult sent = Assert.Single(await BrokerCluster.SendAsync(_broker, _queue, "a"));
        string version = (await GetAsync(_queue, sent.MessageId, sent.SequenceNumber)).Version;
        Assert.Null(await EditAsync(_queue, sent.MessageId, version, new MessageEdit("b"u8.ToArray(), IsText: true)));
        Assert.Equal(
            BrokerErrorCode.MessageChanged,
            await CodeAsync(() => EditAsync(
                _queue, sent.MessageId, version, new MessageEdit("c"u8.ToArray(), IsText: true))));
        MessageView received = Assert.Single(await _broker.ReceiveAsync(_queue, AtOnce, BrokerCluster.None));
        Assert.Equal("b", Text(received));
        Assert.Equal(
            BrokerErrorCode.MessageInFlight,
            await CodeAsync(() => EditAsync(_queue, sent.MessageId, version, new MessageEdit { Replay = new(_dead) })));
    }

    [Fact]
    public async Task Edit_WhenOnlyAttributesChange_KeepsTheRest()
    {
        NewMessage message = new()
        {
            Body = "body"u8.ToArray(),
            IsText = true,
            ContentType = "text/plain",
            DeduplicationId = "d",
            Attributes = [new MessageAttribute("old", AttributeKind.Text, "1"u8.ToArray())],
        };
        SendResult sent = Assert.Single(await _broker.SendAsync(_queue, [message], BrokerCluster.None));
        (MessageView before, string version) = await GetAsync(_queue, sent.MessageId, null);
        await EditAsync(_queue, sent.MessageId, version, new MessageEdit(
            Attributes: [new MessageAttribute("new", AttributeKind.Number, "2"u8.ToArray())]));
        MessageView after = (await GetAsync(_queue, sent.MessageId, sent.SequenceNumber)).Message;
        Assert.Equal(("body", "text/plain", "d"), (Text(after), after.ContentType, after.DeduplicationId));
        Assert.Equal("new", Assert.Single(after.Attributes).Name);
        Assert.Equal((before.EnqueuedAt, before.ReceiveCount), (after.EnqueuedAt, after.ReceiveCount));
    }

    [Fact]
    public async Task Counters_WhenMessagesAreNamed_TellWhatWasDoneToThem()
    {
        IReadOnlyList<SendResult> sent = await BrokerCluster.SendAsync(_broker, _queue, "a", "b", "c", "d");
        NamedMessage[] named = [.. sent.Take(2).Select(one => new NamedMessage(one.MessageId, one.SequenceNumber))];
        await _broker.DeleteMessagesAsync(_queue, named, BrokerCluster.None);
        await _broker.DeleteMessagesAsync(_queue, named, BrokerCluster.None);
        foreach ((SendResult message, MessageReplay? replay) in
            ((SendResult, MessageReplay?)[])[(sent[2], null), (sent[3], new MessageReplay(_dead))])
        {
            string version = (await GetAsync(_queue, message.MessageId, message.SequenceNumber)).Version;
            await EditAsync(_queue, message.MessageId, version, new MessageEdit("e"u8.ToArray(), IsText: true)
            {
                Replay = replay,
            });
        }

        QueueCounters counted = _broker.ReadCounters().Single(queue => queue.Key == _queue).Value;
        Assert.Equal((4L, 2L, 2L, 1L), (counted.Sent, counted.Deleted, counted.Edited, counted.Replayed));
        Assert.Equal((0L, 0L), (counted.Acknowledged, counted.DeadLettered));
    }

    [Fact]
    public async Task Delete_WhenNamed_TakesOutWhatNobodyHolds()
    {
        IReadOnlyList<SendResult> sent = await BrokerCluster.SendAsync(_broker, _queue, "a", "b", "c");
        Assert.Single(await _broker.ReceiveAsync(_queue, AtOnce, BrokerCluster.None));
        NamedMessage[] named = [.. sent.Select(one => new NamedMessage(one.MessageId, one.SequenceNumber))];
        Assert.Equal(
            [DeleteStatus.InFlight, DeleteStatus.Deleted, DeleteStatus.Deleted],
            await _broker.DeleteMessagesAsync(_queue, named, BrokerCluster.None));
        Assert.Equal(
            [DeleteStatus.InFlight, DeleteStatus.NotFound, DeleteStatus.NotFound],
            await _broker.DeleteMessagesAsync(_queue, named, BrokerCluster.None));
    }

    [Fact]
    public async Task Redrive_WhenItNamesMessages_RunsBesideOthers()
    {
        for (int n = 0; n < 4; n++)
            await DieAsync($"m{n}", null);
        await BrokerCluster.UntilAsync(
            async () => (await _broker.GetQueueAsync(_dead, BrokerCluster.None)).Stats.Visible == 4);
        IReadOnlyList<MessageView> dead =
            (await _broker.PeekAsync(_dead, new PeekQuery(), BrokerCluster.None)).Items;
        RedriveInfo slow = await _broker.StartRedriveAsync(
            _dead, new RedriveRequest(MaxPerSecond: 1) { Messages = [Name(dead[0])] }, BrokerCluster.None);
        Task<RedriveInfo>[] others =
        [
            .. dead.Skip(1).Select(message => _broker.StartRedriveAsync(
                _dead, new RedriveRequest { Messages = [Name(message)] }, BrokerCluster.None)),
        ];
        RedriveInfo[] started = await Task.WhenAll(others);
        Assert.Equal(4, started.Append(slow).Select(one => one.TaskId).Distinct().Count());
        await BrokerCluster.UntilAsync(
            async () => (await _broker.GetQueueAsync(_queue, BrokerCluster.None)).Stats.Visible == 4);
        await BrokerCluster.UntilAsync(async () => (await _broker.ListRedrivesAsync(_dead, BrokerCluster.None))
            .All(one => one is { State: RedriveState.Completed, Moved: 1 }));
    }

    [Fact]
    public async Task Totals_WhenTheProcessStartsAgain_GoOn()
    {
        await BrokerCluster.SendAsync(_broker, _queue, "a", "b");
        MessageView first = Assert.Single(await _broker.ReceiveAsync(_queue, AtOnce, BrokerCluster.None));
        await ReleaseAsync(_queue, first);
        MessageView again = Assert.Single(await _broker.ReceiveAsync(_queue, AtOnce, BrokerCluster.None));
        await _broker.AcknowledgeAsync(_queue, [again.ReceiptHandle!], BrokerCluster.None);
        QueueTotals expected = new(2, 2, 1, 1, 0, 0);
        Assert.Equal(expected, (await _broker.GetQueueAsync(_queue, BrokerCluster.None)).Stats.Totals);
        await _cluster.StopAsync(_broker);
        (_broker, _) = await _cluster.StartAsync();
        Assert.Equal(expected, (await _broker.GetQueueAsync(_queue, BrokerCluster.None)).Stats.Totals);
        MessageView last = Assert.Single(await _broker.ReceiveAsync(_queue, AtOnce, BrokerCluster.None));
        await RejectAsync(last, null);
        Assert.Equal(
            new QueueTotals(2, 3, 1, 1, 1, 0), (await _broker.GetQueueAsync(_queue, BrokerCluster.None)).Stats.Totals);
        await BrokerCluster.UntilAsync(async () =>
            (await _broker.GetQueueAsync(_dead, BrokerCluster.None)).Stats.Totals == new QueueTotals(1, 0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Calls_WhenTheLevelIsBelow_AreRefusedAndSayWhatToDo()
    {
        await using BrokerCluster old = new();
        (Broker broker, _) = await old.StartAsync(newest: FeatureLevel.Two);
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        SendResult sent = Assert.Single(await BrokerCluster.SendAsync(broker, queue, "a"));
        NamedMessage[] named = [new(sent.MessageId)];
        Task[] calls =
        [
            CallAsync(() => broker.DeleteMessagesAsync(queue, named, BrokerCluster.None)),
            CallAsync(() => broker.RejectAsync(queue, ["x"], null, BrokerCluster.None)),
            CallAsync(() => broker.ReleaseAsync(queue, ["x"], TimeSpan.Zero, BrokerCluster.None, "why")),
            CallAsync(() => broker.EditMessageAsync(
                queue, named[0], "x", new MessageEdit(), null, _ => { }, BrokerCluster.None)),
        ];
        foreach (Task call in calls)
        {
            BrokerException refused = await Assert.ThrowsAsync<BrokerException>(() => call);
            Assert.Equal(BrokerErrorCode.FeatureLevelRefused, refused.Code);
            Assert.Contains("feature level 3", refused.Message, StringComparison.Ordinal);
        }

        Assert.Null((await broker.GetQueueAsync(queue, BrokerCluster.None)).Stats.Totals);
    }

    private static async Task CallAsync<T>(Func<Task<T>> call) => await call();

    private static NamedMessage Name(MessageView message) => new(message.MessageId, message.SequenceNumber);

    private static string Text(MessageView message) => Encoding.UTF8.GetString(message.Body.Span);

    private Task<(MessageView Message, string Version)> GetAsync(QueueName queue, MessageId id, long? number) =>
        _broker.GetMessageAsync(queue, new NamedMessage(id, number), BrokerCluster.None);

    private Task<QueueName?> EditAsync(QueueName queue, MessageId id, string version, MessageEdit edit) =>
        _broker.EditMessageAsync(queue, new NamedMessage(id), version, edit, "ann", _ => { }, BrokerCluster.None);

    private static async Task<BrokerErrorCode> CodeAsync<T>(Func<Task<T>> call) =>
        (await Assert.ThrowsAsync<BrokerException>(call)).Code;

    private async Task<MessageId> DieAsync(string body, string? detail)
    {
        await BrokerCluster.SendAsync(_broker, _queue, body);
        MessageView held = Assert.Single(await _broker.ReceiveAsync(_queue, AtOnce, BrokerCluster.None));
        await RejectAsync(held, detail);
        return held.MessageId;
    }

    private async Task RejectAsync(MessageView held, string? detail) => Assert.Equal(
        [ReceiptStatus.Done], await _broker.RejectAsync(_queue, [held.ReceiptHandle!], detail, BrokerCluster.None));

    private async Task ReleaseAsync(QueueName queue, MessageView held) =>
        await _broker.ReleaseAsync(queue, [held.ReceiptHandle!], TimeSpan.Zero, BrokerCluster.None);

    private async Task<MessageView> ArrivedAsync(QueueName queue) => Assert.Single(await _broker.ReceiveAsync(
        queue, AtOnce with { Wait = TimeSpan.FromSeconds(20) }, BrokerCluster.None));

    private async Task RedriveAsync(MessageView message, string by) => await _broker.StartRedriveAsync(
        _dead, new RedriveRequest { Messages = [Name(message)], StartedBy = by }, BrokerCluster.None);
}
