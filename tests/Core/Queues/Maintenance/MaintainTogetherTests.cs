using QueueService.Features;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Maintenance;
using QueueService.Queues.Messages;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues.Maintenance;

/// <summary>The tick of one process while another one works, or has just died.</summary>
public sealed class MaintainTogetherTests : IAsyncLifetime
{
    private const int Queues = 3;

    /// <summary>
    /// Beside one for each partition with messages: three, and two to tell the others of this process.
    /// </summary>
    private const int Tick = 5;

    private readonly BrokerCluster _cluster = new();
    private readonly FakeTime _time = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    [Fact]
    public async Task Maintain_WhenAnotherProcessIsInTraffic_ReadsNoMoreThanTheHeads()
    {
        (Broker busy, _) = await _cluster.StartAsync(time: _time);
        (Broker idle, MemoryStore store) = await _cluster.StartAsync(time: _time);
        QueueName[] queues = await Task.WhenAll(
            Enumerable.Range(0, Queues).Select(n => BrokerCluster.CreateAsync(busy, $"q{n}")));
        string body = new('x', 4096);
        for (int tick = 0; tick < 15; tick++)
        {
            // Long after the first ticks the partitions would have been closed here and opened again.
            _time.Advance(TimeSpan.FromMinutes(1));
            foreach (QueueName queue in queues)
            {
                for (int n = 0; n < 20; n++)
                    await BrokerCluster.SendAsync(busy, queue, body, body);
            }

            long read = store.Meter.BytesRead;
            Assert.Equal(Tick + Queues, await CountCallsAsync(idle, store));
            Assert.InRange(store.Meter.BytesRead - read, 0, 8192);
        }
    }

    [Fact]
    public void Maintain_WhenAProcessHasDied_OpensWhatItUsedOnceAndTellsHowMuchThereIs() => _time.Run(async () =>
    {
        await using BrokerCluster cluster = new();
        (Broker busy, _) = await cluster.StartAsync(time: _time);
        (Broker other, MemoryStore store) = await cluster.StartAsync(time: _time);
        QueueName queue = await BrokerCluster.CreateAsync(busy, "q");
        await BrokerCluster.SendAsync(busy, queue, "a", "b");
        await busy.ReceiveAsync(queue, Hidden(TimeSpan.FromHours(1)), BrokerCluster.None);
        await cluster.StopAsync(busy);
        await Task.Delay(TimeSpan.FromMinutes(1), _time);
        QueueStats found = Assert.Single(await other.MaintainAsync(BrokerCluster.None)).Stats;
        Assert.Equal((1, 1), (found.Visible, found.InFlight));

        // While the partition counts as used here, this process tells the others of itself beside the ticks, too.
        await Task.Delay(FeatureWatch.RefreshEvery, _time);
        for (int tick = 0; tick < 15; tick++)
        {
            await Task.Delay(TimeSpan.FromMinutes(1), _time);
            Assert.Equal(Tick + 1, await CountCallsAsync(other, store));
        }
    });

    [Fact]
    public void Maintain_WhenAMessageComesOutOfHidingAtRest_CountsItAsVisible() => _time.Run(async () =>
    {
        await using BrokerCluster cluster = new();
        (Broker first, _) = await cluster.StartAsync(time: _time);
        (Broker other, MemoryStore store) = await cluster.StartAsync(time: _time);
        QueueName queue = await BrokerCluster.CreateAsync(first, "q");
        await BrokerCluster.SendAsync(first, queue, "a");
        await first.ReceiveAsync(queue, Hidden(TimeSpan.FromMinutes(30)), BrokerCluster.None);
        await Task.Delay(TimeSpan.FromSeconds(10), _time);
        await cluster.StopAsync(first);
        await Task.Delay(TimeSpan.FromMinutes(15), _time);
        Assert.Equal(1, Assert.Single(await other.MaintainAsync(BrokerCluster.None)).Stats.InFlight);
        await Task.Delay(TimeSpan.FromMinutes(15), _time);
        Assert.Equal(1, Assert.Single(await other.MaintainAsync(BrokerCluster.None)).Stats.Visible);

        // While the partition counts as used here, this process tells the others of itself beside the ticks, too.
        await Task.Delay(2 * FeatureWatch.RefreshEvery, _time);
        Assert.Equal(Tick + 1, await CountCallsAsync(other, store));
    });

    [Fact]
    public async Task Maintain_WhenRetentionWasLoweredElsewhere_TakesOutWhatHasExpired()
    {
        (Broker first, _) = await _cluster.StartAsync(time: _time);
        (Broker other, _) = await _cluster.StartAsync(time: _time);
        QueueName queue = await BrokerCluster.CreateAsync(first, "q");
        await BrokerCluster.SendAsync(first, queue, "a");
        await RestAsync();
        await other.MaintainAsync(BrokerCluster.None);
        await first.UpdateQueueAsync(queue, Retention(Limits.MinRetention), BrokerCluster.None);
        await StopAtRestAsync(first);
        _time.Advance(2 * Limits.MinRetention);
        Assert.Equal(0, Assert.Single(await other.MaintainAsync(BrokerCluster.None)).Stats.Visible);
        Assert.Equal(1, other.ReadCounters().Single(counters => counters.Key == queue).Value.Expired);
    }

    [Fact]
    public async Task Maintain_WhenRetentionWasRaisedElsewhere_OpensThePartitionNoMore()
    {
        (Broker first, _) = await _cluster.StartAsync(time: _time);
        (Broker other, MemoryStore store) = await _cluster.StartAsync(time: _time);
        QueueName queue = await BrokerCluster.CreateAsync(first, "q", Retention(Limits.MinRetention));
        await BrokerCluster.SendAsync(first, queue, "a");
        await RestAsync();
        await other.MaintainAsync(BrokerCluster.None);
        await first.UpdateQueueAsync(queue, Retention(Limits.MaxRetention), BrokerCluster.None);
        await StopAtRestAsync(first);
        _time.Advance(2 * Limits.MinRetention);
        Assert.Equal(1, Assert.Single(await other.MaintainAsync(BrokerCluster.None)).Stats.Visible);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Tick + 1, await CountCallsAsync(other, store));
    }

    private async Task StopAtRestAsync(Broker broker)
    {
        await RestAsync();
        await _cluster.StopAsync(broker);
    }

    /// <summary>Lets all processes finish their notes.</summary>
    private async Task RestAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        await BrokerCluster.UntilAsync(() => _cluster.IsAtRest);
    }

    private static ReceiveOptions Hidden(TimeSpan time) => new(1, VisibilityTimeout: time);

    private static QueueSettingsChange Retention(TimeSpan retention) => new() { Retention = retention };

    private static async Task<long> CountCallsAsync(Broker broker, MemoryStore store)
    {
        long before = store.Meter.Transactions;
        IReadOnlyList<QueueSample> samples = await broker.MaintainAsync(BrokerCluster.None);
        Assert.NotEmpty(samples);
        return store.Meter.Transactions - before;
    }
}
