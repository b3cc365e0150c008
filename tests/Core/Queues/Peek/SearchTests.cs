using System.Text;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Peek;

namespace QueueService.Tests.Core.Queues.Peek;

/// <summary>Searches, and what they count.</summary>
public sealed class SearchTests : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private readonly StorageHooks _hooks = new();
    private readonly BrokerCluster _cluster = new();
    private Broker _broker = null!;

    public async Task InitializeAsync() => (_broker, _) = await _cluster.StartAsync(_hooks, _time);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Search_WhenSomeMatch_FindsThoseAndNoOthers()
    {
        QueueName queue = await BrokerCluster.CreateAsync(_broker, "q");
        await SendAsync(queue, "an order of €5", "group-1", ("kind", "order"), ("size", 12));
        await SendAsync(queue, "an invoice", "group-2", ("kind", "invoice"), ("size", 7));
        await SendAsync(queue, "Another Order", null, ("size", 120));
        Assert.Equal([0, 1, 2], await FindAsync(queue, new MessageFilter()));
        Assert.Equal([0], await FindAsync(queue, new MessageFilter { Text = "order" }));
        Assert.Equal([0], await FindAsync(queue, new MessageFilter { Text = "€" }));
        Assert.Equal([0, 1], await FindAsync(queue, new MessageFilter { Text = "an " }));
        Assert.Equal([1], await FindAsync(queue, new MessageFilter { GroupId = "group-2" }));
        Assert.Equal([1], await FindAsync(queue, Having(("kind", "invoice"))));
        Assert.Equal([0], await FindAsync(queue, Having(("size", 12))));
        Assert.Equal([0], await FindAsync(queue, Having(("size", "12"))));
        Assert.Empty(await FindAsync(queue, Having(("kind", "order"), ("size", 7))));
        Assert.Empty(await FindAsync(queue, Having(("Kind", "order"))));
        Assert.Empty(await FindAsync(queue, new MessageFilter { Reason = "maxReceiveCount" }));
        Assert.Empty(await FindAsync(queue, new MessageFilter { SourceQueue = queue }));
        Assert.Empty(await FindAsync(queue, new MessageFilter { MinReceiveCount = 1 }));
    }

    [Fact]
    public async Task Search_WhenByTimeAndReceives_GoesByWhatMessagesWentThrough()
    {
        QueueName queue = await BrokerCluster.CreateAsync(_broker, "q");
        DateTimeOffset begin = _time.GetUtcNow();
        for (int n = 0; n < 3; n++)
        {
            await SendAsync(queue, $"{n}", null);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([1, 2], await FindAsync(queue, new MessageFilter { After = begin.AddSeconds(1) }));
        Assert.Equal([0], await FindAsync(queue, new MessageFilter { Before = begin.AddSeconds(1) }));
        await _broker.ReceiveAsync(queue, new ReceiveOptions(1), default);
        MessageFilter received = new() { MinReceiveCount = 1 };
        Assert.Empty(await FindAsync(queue, received));
        Assert.Equal([0], await FindAsync(queue, received, PeekState.All));
    }

    [Fact]
    public async Task Search_WhenDeadLettersAreCounted_GroupsThemByWhatTheyHaveInCommon()
    {
        QueueName dead = await BrokerCluster.CreateAsync(_broker, "dead");
        DateTimeOffset first = _time.GetUtcNow();
        await DieAsync("a", dead, 3);
        _time.Advance(TimeSpan.FromMinutes(1));
        await DieAsync("b", dead, 2);
        await SendAsync(dead, "sent here", "g");
        SearchQuery query = new() { GroupBy = GroupBy.SourceQueue, Limit = 0 };
        SearchResult result = await _broker.SearchAsync(dead, query, default);
        Assert.Equal((6, 6, null), (result.Scanned, result.Matched, result.Cursor));
        Assert.Empty(result.Messages);
        DateTimeOffset later = first.AddMinutes(1);
        Assert.Equal(
            [new("a", 3, first, first), new("b", 2, later, later), new(null, 1, later, later)], result.Groups!);
        result = await _broker.SearchAsync(dead, query with { GroupBy = GroupBy.Reason }, default);
        Assert.Equal([new("maxReceiveCount", 5, first, later), new(null, 1, later, later)], result.Groups!);
        result = await _broker.SearchAsync(
            dead, query with { GroupBy = GroupBy.GroupId, Filter = new MessageFilter { After = later } }, default);
        Assert.Equal([new(null, 2, later, later), new("g", 1, later, later)], result.Groups!);
        MessageFilter ofB = new() { SourceQueue = QueueName.Parse("b"), Reason = "maxReceiveCount" };
        Assert.Equal(2, (await _broker.SearchAsync(dead, new SearchQuery { Filter = ofB }, default)).Matched);
    }

    [Theory]
    [InlineData(PeekOrder.Oldest, 1)]
    [InlineData(PeekOrder.Newest, 3)]
    public async Task Search_WhenThereIsMoreThanOneCallLooksAt_GoesOnWhereItEnded(PeekOrder order, int partitions)
    {
        QueueName queue = await BrokerCluster.CreateAsync(
            _broker, "q", new QueueSettingsChange { Partitions = partitions });
        const int All = Limits.MaxSearchMessages + 500;
        for (int n = 0; n < All; n += 100)
        {
            await _broker.SendAsync(
                queue,
                [.. Enumerable.Range(n, 100).Select(
                    m => Partitions.HarnessCommands.Message(m % 1000 == 7 ? $"needle {m}" : "hay", id: $"{m}"))],
                default);
        }

        SearchQuery query = new()
        {
            Filter = new MessageFilter { Text = "needle" }, Order = order, BodyBytes = 256, Limit = 1000,
        };
        SearchResult first = await _broker.SearchAsync(queue, query, default);
        Assert.Equal(Limits.MaxSearchMessages, first.Scanned);
        SearchResult second = await _broker.SearchAsync(queue, query with { Cursor = first.Cursor }, default);
        Assert.Equal((500, null), (second.Scanned, second.Cursor));
        Assert.Equal(
            Enumerable.Range(0, 11).Select(n => $"needle {(n * 1000) + 7}"),
            first.Messages.Concat(second.Messages).Select(Body).Order(Comparer<string>.Create(ByNumber)));
    }

    [Fact]
    public async Task Search_WhenItTakesTooLong_EndsWithACursorAndNothingFound()
    {
        QueueName queue = await BrokerCluster.CreateAsync(_broker, "q");
        for (int n = 0; n < 20; n++)
            await SendAsync(queue, $"{n}", null);
        (Broker later, _) = await _cluster.StartAsync(_hooks, _time);
        _hooks.Before = call =>
        {
            if (call.Operation is QueueService.Storage.Memory.StorageOperation.ReadFrames
                or QueueService.Storage.Memory.StorageOperation.ReadFrame)
                _time.Advance(Limits.MaxSearchTime);
            return Task.CompletedTask;
        };
        SearchQuery query = new() { Filter = new MessageFilter { Text = "not there" } };
        SearchResult result = await later.SearchAsync(queue, query, default);
        Assert.InRange(result.Scanned, 1, 19);
        Assert.Equal(0, result.Matched);
        _hooks.Before = _ => Task.CompletedTask;
        SearchResult rest = await later.SearchAsync(queue, query with { Cursor = result.Cursor }, default);
        Assert.Equal((20, null), (result.Scanned + rest.Scanned, rest.Cursor));
    }

    [Fact]
    public async Task Search_WhenManyMatch_EndsWithAsManyAsWereAskedFor()
    {
        QueueName queue = await BrokerCluster.CreateAsync(_broker, "q");
        for (int n = 0; n < 10; n++)
            await SendAsync(queue, $"{n}", null);
        SearchQuery query = new() { Limit = 3 };
        List<string> found = [];
        while (true)
        {
            SearchResult result = await _broker.SearchAsync(queue, query, default);
            Assert.InRange(result.Messages.Count, 0, 3);
            found.AddRange(result.Messages.Select(Body));
            if (result.Cursor is null)
                break;
            query = query with { Cursor = result.Cursor };
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(n => $"{n}"), found);
    }

    [Fact]
    public async Task Search_WhenTheFilterMakesNoSense_IsRefused()
    {
        QueueName queue = await BrokerCluster.CreateAsync(_broker, "q");
        DateTimeOffset now = _time.GetUtcNow();
        foreach (SearchQuery query in new[]
        {
            Of(new MessageFilter { Text = "" }),
            Of(new MessageFilter { Text = new string('x', Limits.MaxFilterBytes + 1) }),
            Of(new MessageFilter { Text = new string('€', Limits.MaxFilterBytes) }),
            Of(new MessageFilter { Reason = "age" }),
            Of(new MessageFilter { MinReceiveCount = -1 }),
            Of(new MessageFilter { After = now, Before = now }),
            Of(new MessageFilter()) with { Limit = -1 },
            Of(new MessageFilter()) with { Limit = 101 },
            Of(new MessageFilter()) with { Order = PeekOrder.Due },
        })
        {
            BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(
                () => _broker.SearchAsync(queue, query, default));
            Assert.Equal(BrokerErrorCode.InvalidRequest, refusal.Code);
        }

        static SearchQuery Of(MessageFilter filter) => new() { Filter = filter };
    }

    private static int ByNumber(string left, string right) => NumberOf(left).CompareTo(NumberOf(right));

    private static int NumberOf(string body) => int.Parse(body.AsSpan(body.IndexOf(' ') + 1));

    private async Task DieAsync(string name, QueueName dead, int messages)
    {
        QueueName queue = await BrokerCluster.CreateAsync(
            _broker,
            name,
            new QueueSettingsChange { DeadLetter = new DeadLetterSetting(dead, 1), VisibilityTimeout = TimeSpan.Zero });
        for (int n = 0; n < messages; n++)
            await SendAsync(queue, $"{name}{n}", null);
        int before = (int)(await _broker.GetQueueAsync(dead, default)).Stats.Visible;
        await _broker.ReceiveAsync(queue, new ReceiveOptions(10), default);
        await _broker.ReceiveAsync(queue, new ReceiveOptions(10), default);
        await BrokerCluster.UntilAsync(
            async () => (await _broker.GetQueueAsync(dead, default)).Stats.Visible == before + messages);
    }

    private Task<IReadOnlyList<SendResult>> SendAsync(
        QueueName queue, string body, string? group, params (string Name, object Value)[] attributes) =>
        _broker.SendAsync(
            queue,
            [
                new NewMessage
                {
                    Body = Encoding.UTF8.GetBytes(body),
                    IsText = true,
                    GroupId = group,
                    Attributes = [.. attributes.Select(Attribute)],
                },
            ],
            default);

    private static MessageFilter Having(params (string Name, object Value)[] attributes) =>
        new() { Attributes = [.. attributes.Select(Attribute)] };

    private static MessageAttribute Attribute((string Name, object Value) attribute) => new(
        attribute.Name,
        attribute.Value is int ? AttributeKind.Number : AttributeKind.Text,
        Encoding.UTF8.GetBytes($"{attribute.Value}"));

    /// <summary>Which of the messages it finds, by the order in which they were sent.</summary>
    private async Task<IEnumerable<int>> FindAsync(
        QueueName queue, MessageFilter filter, PeekState state = PeekState.Visible)
    {
        SearchResult result = await _broker.SearchAsync(
            queue, new SearchQuery { Filter = filter, State = state }, default);
        Assert.Equal(result.Messages.Count, result.Matched);
        return result.Messages.Select(message => (int)message.SequenceNumber - 1);
    }

    private static string Body(MessageView message) => Encoding.UTF8.GetString(message.Body.Span);
}
