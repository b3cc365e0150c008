using QueueService.Queues;
using QueueService.Queues.History;
using QueueService.Queues.Maintenance;
using QueueService.Storage.Memory;
using QueueService.Tests.Core.Queues;

namespace QueueService.Tests.Core.History;

/// <summary>What ticks have seen, minute by minute and hour by hour.</summary>
public sealed class HistoryTests : IAsyncLifetime
{
    private readonly BrokerCluster _cluster = new();
    private readonly FakeTime _time = new();
    private DateTimeOffset _begin;
    private Broker _broker = null!;
    private MemoryStore _store = null!;

    public async Task InitializeAsync()
    {
        (_broker, _store) = await _cluster.StartAsync(time: _time);
        await BrokerCluster.CreateAsync(_broker, "a");
        await BrokerCluster.CreateAsync(_broker, "b");
        _begin = _time.GetUtcNow();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Get_WhenValuesChange_ShowsThemFromThenOn()
    {
        await NoteAsync(_broker, Sample("a", 5, sent: 5));
        await NoteAsync(_broker, Sample("a", 5, sent: 5));
        await NoteAsync(_broker, Sample("a", 3, sent: 9), Sample("b", 1, sent: 1));
        await NoteAsync(_broker, Sample("a", 3, sent: 9));
        await NoteAsync(_broker);
        HistoryInfo a = await GetAsync("a");
        Assert.Equal([5, 5, 3, 3, 0, 0], a.Visible);
        Assert.Equal([5, 5, 9, 9, 9, 9], a.Sent);
        Assert.Equal((_begin, TimeSpan.FromMinutes(1)), (a.From, a.Step));
        HistoryInfo b = await GetAsync("b");
        Assert.Equal([0, 0, 1, 0, 0, 0], b.Visible);
        Assert.Equal([1, 1, 1, 1, 1, 1], b.Sent);
        (HistoryInfo sum, IReadOnlyDictionary<string, HistoryInfo> queues) = await _broker.GetHistoryAsync(
            _begin, false, _ => true, default);
        Assert.Equal([5, 5, 4, 3, 0, 0], sum.Visible);
        Assert.Equal(["a", "b"], queues.Keys);
        (sum, queues) = await _broker.GetHistoryAsync(_begin, false, queue => queue.Value is "b", default);
        Assert.Equal([0, 0, 1, 0, 0, 0], sum.Visible);
        Assert.Equal(["b"], queues.Keys);
    }

    [Fact]
    public async Task Note_WhenNothingHasChanged_AsksNothingOfTheStore()
    {
        long idle = _store.Meter.Transactions;
        await NoteAsync(_broker);
        Assert.Equal(idle, _store.Meter.Transactions);
        await NoteAsync(_broker, Sample("a", 5));
        await NoteAsync(_broker, Sample("a", 6));
        long before = _store.Meter.Transactions;
        for (int n = 0; n < 200; n++)
            await NoteAsync(_broker, Sample("a", 6));
        Assert.Equal(before, _store.Meter.Transactions);
        await _broker.NoteHistoryAsync([Sample("a", 7)], default);
        Assert.InRange(_store.Meter.Transactions - before, 1, 12);
        before = _store.Meter.Transactions;
        await _broker.NoteHistoryAsync([Sample("a", 8)], default);
        Assert.Equal(before, _store.Meter.Transactions);
        _time.Advance(TimeSpan.FromMinutes(1));
        await _broker.NoteHistoryAsync([Sample("a", 8)], default);
        Assert.Equal(2, _store.Meter.Transactions - before);
    }

    [Fact]
    public async Task Get_WhenAQueueRestedSinceLongAgo_ShowsWhatItHolds()
    {
        await NoteAsync(_broker, Sample("a", 5));
        _time.Advance(TimeSpan.FromHours(30));
        HistoryInfo a = await GetAsync("a", _time.GetUtcNow().AddMinutes(-3));
        Assert.Equal([5, 5, 5, 5], a.Visible);
        HistoryInfo hours = await GetAsync("a", _time.GetUtcNow().AddHours(-2), true);
        Assert.Equal([5, 5, 5], hours.Visible);
    }

    [Fact]
    public async Task Get_WhenByHour_ShowsWhatEachHourEndedWith()
    {
        for (int n = 0; n < 180; n++)
            await NoteAsync(_broker, Sample("a", n + 1, sent: n));
        HistoryInfo hours = await GetAsync("a", isByHour: true);
        Assert.Equal([60, 120, 180, 180], hours.Visible);
        Assert.Equal([59, 119, 179, 179], hours.Sent);
        Assert.Equal(TimeSpan.FromHours(1), hours.Step);
    }

    [Fact]
    public async Task Note_WhenAnotherProcessGoesOn_JoinsWhatBothHaveSeen()
    {
        (Broker other, _) = await _cluster.StartAsync(time: _time);
        for (int n = 0; n < 90; n++)
            await NoteAsync(n % 7 == 0 ? other : _broker, Sample("a", n + 1));
        HistoryInfo a = await GetAsync("a");
        Assert.Equal(Enumerable.Range(1, 90).Select(n => (long)n), a.Visible.Take(90));
    }

    [Fact]
    public async Task Note_WhenItGetsOld_TakesMinutesAwayAfterAWeekAndHoursAfterNinetyDays()
    {
        for (int day = 0; day < 100; day++)
        {
            await NoteAsync(_broker, Sample("a", day + 1));
            _time.Advance(TimeSpan.FromDays(1));
        }

        int stored = 0;
        await foreach (QueueService.Storage.BlobInfo blob in _store.Blobs.ListAsync("history/", default))
            stored++;
        Assert.InRange(stored, 90, 102);
        HistoryInfo minutes = await GetAsync("a", _begin);
        Assert.Equal(_time.GetUtcNow() - Limits.MaxMinuteHistory, minutes.From);
        DateTimeOffset oldest = _time.GetUtcNow() - Limits.MaxHourHistory;
        Assert.Equal(oldest.AddMinutes(-oldest.Minute), (await GetAsync("a", _begin, true)).From);
    }

    [Fact]
    public async Task Get_WhenMessagesAreThere_TellsTheAgeOfTheOldest()
    {
        QueueName queue = QueueName.Parse("a");
        await BrokerCluster.SendAsync(_broker, queue, "x");
        await _broker.NoteHistoryAsync(await _broker.MaintainAsync(default), default);
        _time.Advance(TimeSpan.FromMinutes(3));
        HistoryInfo a = await GetAsync("a");
        Assert.Equal([60, 120, 180, 240], a.OldestAge.Select(age => (int)age.TotalSeconds));
        Assert.Equal([1, 1, 1, 1], a.Sent);
    }

    [Fact]
    public async Task Get_WhenTheQueueIsNotThere_IsRefused() => Assert.Equal(
        BrokerErrorCode.QueueNotFound, (await Assert.ThrowsAsync<BrokerException>(() => GetAsync("absent"))).Code);

    private async Task NoteAsync(Broker broker, params QueueSample[] samples)
    {
        await broker.NoteHistoryAsync(samples, default);
        _time.Advance(TimeSpan.FromMinutes(1));
    }

    private Task<HistoryInfo> GetAsync(string queue, DateTimeOffset? from = null, bool isByHour = false) =>
        _broker.GetHistoryAsync(QueueName.Parse(queue), from ?? _begin, isByHour, default);

    private QueueSample Sample(string queue, long visible, long sent = 0) => new(
        QueueName.Parse(queue),
        new QueueStats(visible, 0, 0, null, 0)
        {
            Totals = new QueueTotals(sent, 0, 0, 0, 0, 0),
            AsOf = _time.GetUtcNow(),
        },
        0);
}
