using System.Text;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Peek;
using QueueService.Tests.Core.Partitions;

namespace QueueService.Tests.Core.Queues.Peek;

/// <summary>Looks through queues, page by page.</summary>
public sealed class PeekTests : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private readonly BrokerCluster _cluster = new();
    private Broker _broker = null!;

    public async Task InitializeAsync() => (_broker, _) = await _cluster.StartAsync(time: _time);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(5, 1)]
    [InlineData(5, 7)]
    public async Task Peek_WhenPageByPage_ShowsEachMessageOnceInBothOrders(int partitions, int limit)
    {
        QueueName queue = await FillAsync(partitions, 40);
        List<MessageView> oldest = await AllAsync(queue, new PeekQuery { State = PeekState.All, Limit = limit });
        Assert.Equal(40, oldest.Select(message => message.MessageId).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 40).Select(n => $"{n}"), oldest.Select(Body));
        List<MessageView> newest = await AllAsync(
            queue, new PeekQuery { State = PeekState.All, Order = PeekOrder.Newest, Limit = limit });
        Assert.Equal(Enumerable.Range(0, 40).Reverse().Select(n => $"{n}"), newest.Select(Body));
    }

    [Fact]
    public async Task Peek_WhenMessagesAreInAllStates_TellsTheStateOfEach()
    {
        QueueName queue = await FillAsync(1, 3);
        await _broker.ReceiveAsync(queue, new ReceiveOptions(1), default);
        await _broker.SendAsync(queue, [HarnessCommands.Message("later", delay: 60)], default);
        List<MessageView> all = await AllAsync(queue, new PeekQuery { State = PeekState.All });
        Assert.Equal(
            [PeekState.InFlight, PeekState.Visible, PeekState.Visible, PeekState.Delayed],
            all.Select(message => message.State!.Value));
        Assert.All(all, message => Assert.Null(message.ReceiptHandle));
        Assert.Equal(
            [true, false, false, true], all.Select(message => message.VisibleUntil is not null));
        foreach (PeekState state in new[] { PeekState.Visible, PeekState.InFlight, PeekState.Delayed })
        {
            Assert.Equal(
                all.Where(message => message.State == state).Select(Body),
                (await AllAsync(queue, new PeekQuery { State = state })).Select(Body));
        }
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(4, 3)]
    public async Task Peek_WhenByDueTime_ShowsWhatComesBackFirst(int partitions, int limit)
    {
        QueueName queue = await CreateAsync(partitions);
        foreach (int delay in new[] { 50, 10, 40, 20, 30, 10 })
        {
            await _broker.SendAsync(
                queue, [HarnessCommands.Message($"{delay}", id: $"{_sent++}", delay: delay)], default);
        }

        await _broker.SendAsync(queue, [HarnessCommands.Message("held")], default);
        await _broker.ReceiveAsync(
            queue, new ReceiveOptions(1) { VisibilityTimeout = TimeSpan.FromSeconds(25) }, default);
        PeekQuery query = new() { State = PeekState.All, Order = PeekOrder.Due, Limit = limit };
        Assert.Equal(["10", "10", "20", "held", "30", "40", "50"], (await AllAsync(queue, query)).Select(Body));
        Assert.Equal(
            ["10", "10", "20", "30", "40", "50"],
            (await AllAsync(queue, query with { State = PeekState.Delayed })).Select(Body));
        Assert.Equal(
            ["30", "40", "50"],
            (await AllAsync(queue, query with { From = _time.GetUtcNow().AddSeconds(30) })).Select(Body));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Peek_WhenFromATime_BeginsThere(int partitions)
    {
        QueueName queue = await CreateAsync(partitions);
        DateTimeOffset begin = _time.GetUtcNow();
        for (int n = 0; n < 20; n++)
        {
            await SendAsync(queue, $"{n}");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        for (int from = -1; from <= 20; from++)
        {
            PeekQuery query = new() { From = begin.AddSeconds(from), Limit = 5 };
            Assert.Equal(
                Enumerable.Range(0, 20).Where(n => n >= from).Select(n => $"{n}"),
                (await AllAsync(queue, query)).Select(Body));
            Assert.Equal(
                Enumerable.Range(0, 20).Where(n => n <= from).Reverse().Select(n => $"{n}"),
                (await AllAsync(queue, query with { Order = PeekOrder.Newest })).Select(Body));
        }
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "a")]
    [InlineData(2, "a")]
    [InlineData(3, "a")]
    [InlineData(4, "a€")]
    [InlineData(5, "a€b")]
    [InlineData(9, "a€b")]
    public async Task Peek_WhenBodiesAreCut_CutsBetweenCharacters(int bytes, string shown)
    {
        QueueName queue = await CreateAsync(1);
        await SendAsync(queue, "a€b");
        MessageView message = (await AllAsync(queue, new PeekQuery { BodyBytes = bytes })).Single();
        Assert.Equal(shown, Body(message));
        Assert.Equal(5, message.BodyBytes);
        Assert.Equal(bytes < 5, message.IsTruncated);
    }

    [Fact]
    public async Task Peek_WhenBodiesAreLarge_ReadsABoundedPartOfThemForAPage()
    {
        QueueName queue = await CreateAsync(1);
        NewMessage large = new() { Body = new byte[Limits.MaxMessageBytes], IsText = false };
        for (int n = 0; n < 40; n++)
            await _broker.SendAsync(queue, [large], default);
        PeekQuery query = new() { BodyBytes = 16, Limit = Limits.MaxPageSize };
        Page<MessageView> page = await _broker.PeekAsync(queue, query, default);
        Assert.InRange(page.Items.Count, 1, 39);
        Assert.Equal(40, (await AllAsync(queue, query)).Count);
        Assert.Equal(40, (await AllAsync(queue, query with { Order = PeekOrder.Newest })).Count);
    }

    [Theory]
    [InlineData("x", PeekOrder.Oldest)]
    [InlineData("o", PeekOrder.Oldest)]
    [InlineData("o-1", PeekOrder.Oldest)]
    [InlineData("o1..2", PeekOrder.Oldest)]
    [InlineData("o9223372036854775807", PeekOrder.Oldest)]
    [InlineData("n5", PeekOrder.Oldest)]
    [InlineData("o5", PeekOrder.Newest)]
    [InlineData("d1.2", PeekOrder.Due)]
    [InlineData("d1.64.2", PeekOrder.Due)]
    [InlineData("d1.2.3.4", PeekOrder.Due)]
    public async Task Peek_WhenTheCursorIsOfNoSuchLook_IsRefused(string cursor, PeekOrder order)
    {
        QueueName queue = await CreateAsync(1);
        BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(() => _broker.PeekAsync(
            queue, new PeekQuery { State = PeekState.All, Order = order, Cursor = cursor }, default));
        Assert.Equal(BrokerErrorCode.InvalidCursor, refusal.Code);
    }

    [Theory]
    [InlineData(PeekState.Visible, PeekOrder.Due, null, 10)]
    [InlineData(PeekState.Visible, PeekOrder.Oldest, null, 101)]
    [InlineData(PeekState.Visible, PeekOrder.Oldest, 257, 101)]
    [InlineData(PeekState.Visible, PeekOrder.Oldest, 256, 1001)]
    [InlineData(PeekState.Visible, PeekOrder.Oldest, -1, 10)]
    [InlineData(PeekState.Visible, PeekOrder.Oldest, null, 0)]
    public async Task Peek_WhenTheQueryMakesNoSense_IsRefused(PeekState state, PeekOrder order, int? bytes, int limit)
    {
        QueueName queue = await CreateAsync(1);
        PeekQuery query = new() { State = state, Order = order, BodyBytes = bytes, Limit = limit };
        BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(
            () => _broker.PeekAsync(queue, query, default));
        Assert.Equal(BrokerErrorCode.InvalidRequest, refusal.Code);
    }

    private int _sent;

    private async Task<QueueName> FillAsync(int partitions, int count)
    {
        QueueName queue = await CreateAsync(partitions);
        for (int n = 0; n < count; n++)
        {
            await SendAsync(queue, $"{n}");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        return queue;
    }

    /// <summary>By its id a message goes to one of the partitions.</summary>
    private Task<IReadOnlyList<SendResult>> SendAsync(QueueName queue, string body) =>
        _broker.SendAsync(queue, [HarnessCommands.Message(body, id: $"{_sent++}")], default);

    private Task<QueueName> CreateAsync(int partitions) =>
        BrokerCluster.CreateAsync(_broker, "looked-at", new QueueSettingsChange { Partitions = partitions });

    private async Task<List<MessageView>> AllAsync(QueueName queue, PeekQuery query)
    {
        List<MessageView> all = [];
        while (true)
        {
            Page<MessageView> page = await _broker.PeekAsync(queue, query, default);
            Assert.InRange(page.Items.Count, 0, query.Limit);
            all.AddRange(page.Items);
            if (page.Cursor is null)
                return all;
            query = query with { Cursor = page.Cursor };
        }
    }

    private static string Body(MessageView message) => Encoding.UTF8.GetString(message.Body.Span);
}
