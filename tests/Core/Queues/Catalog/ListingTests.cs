using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues.Catalog;

/// <summary>Listings of queues share what they ask of the store.</summary>
public sealed class ListingTests : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private readonly BrokerCluster _cluster = new();
    private Broker _broker = null!;
    private MemoryStore _store = null!;

    public async Task InitializeAsync() => (_broker, _store) = await _cluster.StartAsync(time: _time);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task List_WhenTenPortalsWatchAThousandIdleQueues_CostsFewCallsAMinute()
    {
        for (int n = 0; n < 1000; n++)
            await BrokerCluster.CreateAsync(_broker, $"q{n:000}");
        _time.Advance(TimeSpan.FromMinutes(30));
        long before = _store.Meter.Transactions;
        for (int second = 0; second < 60; second++)
        {
            for (int portal = second % 5; portal < 10; portal += 5)
                Assert.Equal(1000, (await ListAsync(1000, _ => true)).Count);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_store.Meter.Transactions - before, 1, 60);
    }

    [Fact]
    public async Task List_WhenADocumentIsNoQueue_GoesOnBehindIt()
    {
        for (int n = 0; n < 4; n++)
            await BrokerCluster.CreateAsync(_broker, $"q{n}");
        await _store.Documents.CreateAsync("queues", "q1.x", new byte[] { 1 }, default);
        Page<QueueInfo> page = await _broker.ListQueuesAsync("", 3, null, default);
        Assert.Equal(["q0", "q1", "q2"], page.Items.Select(queue => queue.Name.Value));
        page = await _broker.ListQueuesAsync("", 3, page.Cursor, default);
        Assert.Equal("q3", Assert.Single(page.Items).Name.Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task List_WhenQueuesHaveMuchToTell_EndsThePageOnceItHasItsBytes(bool areSomeHidden)
    {
        const int Queues = 300;
        Dictionary<string, string> tags = Enumerable.Range(0, Limits.MaxTags).ToDictionary(
            n => $"{n}".PadLeft(Limits.MaxTagKeyLength, 'k'), _ => new string('v', Limits.MaxTagValueLength));
        QueueName[] names = [.. Enumerable.Range(0, Queues).Select(n => QueueName.Parse($"q{n:000}"))];
        foreach (QueueName name in names)
            await _broker.CreateQueueAsync(name, new QueueSettingsChange { Tags = tags }, default);
        Predicate<QueueName>? shows = areSomeHidden ? name => name.Value is not "q007" : null;
        List<QueueName> seen = [];
        string? cursor = null;
        do
        {
            Page<QueueInfo> page = await _broker.ListQueuesAsync("", 1000, cursor, default, shows);
            long bytes = page.Items.Sum(queue => queue.Settings.Tags.Sum(tag => tag.Key.Length + tag.Value.Length));
            Assert.InRange(bytes, 1, Limits.MaxAnswerBytes);
            seen.AddRange(page.Items.Select(queue => queue.Name));
            cursor = page.Cursor;
        }
        while (cursor is not null);
        Assert.Equal(names.Where(name => shows?.Invoke(name) != false), seen);
        Assert.Equal(Queues, (await _broker.ListQueueNamesAsync("", 1000, null, default)).Items.Count);
    }

    [Fact]
    public async Task List_WhenManyAskAtOnce_LooksOnce()
    {
        StorageHooks hooks = new();
        (Broker broker, _) = await _cluster.StartAsync(hooks, _time);
        QueueName queue = await BrokerCluster.CreateAsync(_broker, "q");
        await BrokerCluster.SendAsync(_broker, queue, "a");
        int before = hooks.Count(StorageOperation.ListDocuments);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => broker.ListQueuesAsync("", 100, null, default)));

        // The catalog, the markers, and the partition.
        Assert.Equal(2, hooks.Count(StorageOperation.ListDocuments) - before);
        Assert.Equal(1, hooks.Count(StorageOperation.ReadHead));
    }

    [Fact]
    public async Task List_WhenCountsChange_TellsThemWithinFiveSecondsAndWhenItLooked()
    {
        QueueName queue = await BrokerCluster.CreateAsync(_broker, "q", new QueueSettingsChange { Partitions = 3 });
        for (int n = 0; n < 30; n++)
            await _broker.SendAsync(queue, [Partitions.HarnessCommands.Message("a", id: $"{n}")], default);
        DateTimeOffset looked = _time.GetUtcNow();
        QueueStats stats = Assert.Single(await ListAsync()).Stats;
        Assert.Equal((30, looked), (stats.Visible, stats.AsOf));
        await BrokerCluster.SendAsync(_broker, queue, "one more");
        _time.Advance(TimeSpan.FromSeconds(4));
        stats = Assert.Single(await ListAsync()).Stats;
        Assert.Equal((30, looked), (stats.Visible, stats.AsOf));
        _time.Advance(TimeSpan.FromSeconds(1));
        stats = Assert.Single(await ListAsync()).Stats;
        Assert.Equal((31, looked.AddSeconds(5)), (stats.Visible, stats.AsOf));
        Assert.Equal(31, (await _broker.GetQueueAsync(queue, default)).Stats.Visible);
    }

    [Fact]
    public async Task List_WhenThisProcessChangesAQueue_ShowsItAtOnce()
    {
        await BrokerCluster.CreateAsync(_broker, "a");
        Assert.Equal(["a"], Names(await ListAsync()));
        QueueName other = await BrokerCluster.CreateAsync(_broker, "b");
        Assert.Equal(["a", "b"], Names(await ListAsync()));
        await _broker.UpdateQueueAsync(other, new QueueSettingsChange { Delay = TimeSpan.FromSeconds(7) }, default);
        Assert.Equal(TimeSpan.FromSeconds(7), (await ListAsync())[1].Settings.Delay);
        await _broker.DeleteQueueAsync(other, default);
        Assert.Equal(["a"], Names(await ListAsync()));
    }

    [Fact]
    public async Task List_WhenAnotherProcessCreatesAQueue_ShowsItWithinFiveSecondsAndItsNameAtOnce()
    {
        (Broker elsewhere, _) = await _cluster.StartAsync(time: _time);
        Assert.Empty(await ListAsync());
        QueueName queue = await BrokerCluster.CreateAsync(elsewhere, "q");
        await BrokerCluster.SendAsync(elsewhere, queue, "a", "b");
        Assert.Equal([queue], (await _broker.ListQueueNamesAsync("", 10, null, default)).Items);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["q"], Names(await ListAsync()));
        _time.Advance(TimeSpan.FromSeconds(20));
        await BrokerCluster.UntilAsync(() => _cluster.IsAtRest);
        Assert.Equal(2, Assert.Single(await ListAsync()).Stats.Visible);
    }

    [Fact]
    public async Task List_WhenTheStoreFails_TriesAgainWithTheNextCall()
    {
        StorageHooks hooks = new();
        (Broker broker, _) = await _cluster.StartAsync(hooks, _time);
        await BrokerCluster.CreateAsync(broker, "q");
        hooks.Before = call => call.Operation == StorageOperation.ListDocuments
            ? throw new QueueService.Storage.StorageUnavailableException("Not now.")
            : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<Exception>(() => broker.ListQueuesAsync("", 10, null, default));
        hooks.Before = _ => Task.CompletedTask;
        Assert.Single((await broker.ListQueuesAsync("", 10, null, default)).Items);
    }

    private async Task<IReadOnlyList<QueueInfo>> ListAsync(int limit = 100, Predicate<QueueName>? shows = null) =>
        (await _broker.ListQueuesAsync("", limit, null, default, shows)).Items;

    private static IEnumerable<string> Names(IEnumerable<QueueInfo> queues) => queues.Select(queue => queue.Name.Value);
}
