using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Maintenance;
using QueueService.Queues.Messages;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues.Maintenance;

/// <summary>The tick of the maintenance timer.</summary>
public sealed class MaintainTests : IAsyncLifetime
{
    private readonly BrokerCluster _cluster = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    [Fact]
    public async Task Maintain_WhenManyQueuesAreIdle_CostsNoMoreThanTheBusyOnes()
    {
        const int Idle = 10_000;
        const int Busy = 10;
        (Broker broker, _) = await _cluster.StartAsync();
        QueueName[] busy = await CreateAsync(broker, "busy", Busy);
        foreach (QueueName queue in busy)
            await BrokerCluster.SendAsync(broker, queue, "a", "b");
        long alone = await CountCallsAsync();
        await CreateAsync(broker, "idle", Idle);
        long together = await CountCallsAsync();
        Assert.Equal(alone, together);

        // Three listings, and one look at each partition with messages.
        Assert.Equal(3 + Busy, together);
    }

    [Fact]
    public async Task Maintain_WhenAQueueHasMessages_TellsHowMany()
    {
        (Broker broker, _) = await _cluster.StartAsync();
        QueueName queue = (await CreateAsync(broker, "q", 1))[0];
        Assert.Empty(await broker.MaintainAsync(BrokerCluster.None));
        await BrokerCluster.SendAsync(broker, queue, "a", "b", "c");
        await broker.ReceiveAsync(queue, new ReceiveOptions(1), BrokerCluster.None);
        QueueSample sample = Assert.Single(await broker.MaintainAsync(BrokerCluster.None));
        Assert.Equal(
            (queue, 2, 1, 0L), (sample.Queue, sample.Stats.Visible, sample.Stats.InFlight, sample.DeadLettered));
        Assert.NotNull(sample.Stats.OldestAge);
    }

    [Fact]
    public async Task Maintain_WhenDeadLettersCame_TellsHowManyWhateverBecameOfThem()
    {
        (Broker broker, _) = await _cluster.StartAsync();
        QueueName dead = await BrokerCluster.CreateAsync(broker, "dead");
        QueueName queue = await BrokerCluster.CreateAsync(
            broker,
            "q",
            new QueueSettingsChange
            {
                DeadLetter = new DeadLetterSetting(dead, 1),
                VisibilityTimeout = TimeSpan.Zero,
            });
        await BrokerCluster.SendAsync(broker, queue, "a", "b", "c");
        await BrokerCluster.SendAsync(broker, dead, "sent here");
        await broker.ReceiveAsync(queue, new ReceiveOptions(3), BrokerCluster.None);
        await broker.ReceiveAsync(queue, new ReceiveOptions(3), BrokerCluster.None);
        ReceiveOptions patient = new(10) { Wait = TimeSpan.FromSeconds(20) };
        IReadOnlyList<MessageView> arrived = await broker.ReceiveAsync(dead, patient, BrokerCluster.None);
        await broker.AcknowledgeAsync(dead, [arrived[0].ReceiptHandle!], BrokerCluster.None);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while ((await broker.MaintainAsync(deadline.Token)).Single(sample => sample.Queue == dead).DeadLettered < 3)
            await pause.WaitForNextTickAsync(deadline.Token);
        (Broker later, _) = await _cluster.StartAsync(time: new LaterTime(TimeSpan.FromHours(1)));
        Assert.Equal(
            3, (await later.MaintainAsync(BrokerCluster.None)).Single(sample => sample.Queue == dead).DeadLettered);
    }

    [Fact]
    public async Task Maintain_WhenMessagesExpiredInAQueueThatNobodyUses_TakesThemOut()
    {
        (Broker broker, _) = await _cluster.StartAsync();
        QueueSettingsChange minute = new() { Retention = Limits.MinRetention };
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q", minute);
        QueueName other = await BrokerCluster.CreateAsync(broker, "other");
        await BrokerCluster.SendAsync(broker, queue, "a");
        await BrokerCluster.SendAsync(broker, other, "a");
        (Broker later, MemoryStore store) = await _cluster.StartAsync(time: new LaterTime(TimeSpan.FromHours(1)));
        IReadOnlyList<QueueSample> samples = await later.MaintainAsync(BrokerCluster.None);
        Assert.Equal(
            [0, 1], samples.OrderByDescending(sample => sample.Queue.Value).Select(sample => sample.Stats.Visible));
        Assert.Equal(1, later.ReadCounters().Single(queues => queues.Key == queue).Value.Expired);

        // It has been forgotten, until a message comes.
        Assert.Equal(other, Assert.Single(await later.MaintainAsync(BrokerCluster.None)).Queue);
        Assert.True(store.Meter.Transactions > 0);
        await BrokerCluster.SendAsync(later, queue, "b");
        Assert.Equal(2, (await later.MaintainAsync(BrokerCluster.None)).Count);
    }

    [Fact]
    public async Task Maintain_WhenAQueueHasJustBeenEmptied_KeepsTheMarkerThatAnotherProcessMayRelyUpon()
    {
        (Broker first, MemoryStore store) = await _cluster.StartAsync();
        QueueName queue = (await CreateAsync(first, "q", 1))[0];
        await BrokerCluster.SendAsync(first, queue, "a");
        (Broker second, _) = await _cluster.StartAsync();
        Assert.Equal(["a"], await BrokerCluster.DrainAsync(second, queue));
        await second.MaintainAsync(BrokerCluster.None);
        Assert.Single(await store.Documents.ListAsync("occupied", "", null, 10, BrokerCluster.None));
        (Broker later, _) = await _cluster.StartAsync(time: new LaterTime(TimeSpan.FromHours(1)));
        await later.MaintainAsync(BrokerCluster.None);
        Assert.Empty(await store.Documents.ListAsync("occupied", "", null, 10, BrokerCluster.None));
    }

    [Fact]
    public async Task Maintain_WhenAQueueWasDeleted_ForgetsIt()
    {
        (Broker first, _) = await _cluster.StartAsync();
        (Broker second, MemoryStore store) = await _cluster.StartAsync();
        QueueName queue = (await CreateAsync(first, "q", 1))[0];
        await BrokerCluster.SendAsync(first, queue, "a");
        await first.DeleteQueueAsync(queue, BrokerCluster.None);
        Assert.Empty(await second.MaintainAsync(BrokerCluster.None));
        Assert.Empty(await store.Documents.ListAsync("occupied", "", null, 10, BrokerCluster.None));
    }

    [Fact]
    public async Task Maintain_WhenMessagesCameBackAfterTheirMarkerWasCleared_SeesThem()
    {
        FakeTime time = new();
        string? unreachable = null;
        AppendFaults faults = new()
        {
            Before = (_, call) => string.Equals(call.Target, Volatile.Read(ref unreachable), StringComparison.Ordinal)
                ? StorageFault.Throttled
                : StorageFault.None,
        };
        (Broker first, _) = await _cluster.StartAsync(faults, time);
        QueueName dead = await BrokerCluster.CreateAsync(first, "dead");
        string partition = Assert.Single(_cluster.StoredPartitions);
        QueueName queue = await BrokerCluster.CreateAsync(first, "q", new QueueSettingsChange
        {
            DeadLetter = new DeadLetterSetting(dead, 1),
            VisibilityTimeout = TimeSpan.Zero,
        });
        await BrokerCluster.SendAsync(first, queue, "a");
        await first.ReceiveAsync(queue, new ReceiveOptions(1), BrokerCluster.None);
        unreachable = partition;
        await first.ReceiveAsync(queue, new ReceiveOptions(1), BrokerCluster.None);
        time.Advance(TimeSpan.FromHours(1));
        (Broker second, _) = await _cluster.StartAsync(faults, time);
        await second.MaintainAsync(BrokerCluster.None);
        Assert.DoesNotContain(await second.MaintainAsync(BrokerCluster.None), sample => sample.Queue == queue);
        await _cluster.StopAsync(first);
        await _cluster.StopAsync(second);

        // Nobody tries to move it again until the tick that finds no destination any more.
        LogRecord log = new();
        (Broker third, _) = await _cluster.StartAsync(faults, time, logger: log);
        await BrokerCluster.UntilAsync(() => log.Warnings.Any());
        unreachable = null;
        await third.DeleteQueueAsync(dead, BrokerCluster.None);
        await BrokerCluster.UntilAsync(async () =>
            (await third.MaintainAsync(BrokerCluster.None)).Any(
                sample => sample.Queue == queue && sample.Stats.Visible == 1));
    }

    private static async Task<QueueName[]> CreateAsync(Broker broker, string name, int count)
    {
        var queues = new QueueName[count];
        for (int n = 0; n < count; n++)
            queues[n] = await BrokerCluster.CreateAsync(broker, $"{name}-{n}");
        return queues;
    }

    /// <summary>Of the first tick of a process, and no other of the second.</summary>
    private async Task<long> CountCallsAsync()
    {
        (Broker broker, MemoryStore store) = await _cluster.StartAsync();
        long first = await CountCallsAsync(broker, store, 10);
        Assert.Equal(first, await CountCallsAsync(broker, store, 10));
        return first;
    }

    private static async Task<long> CountCallsAsync(Broker broker, MemoryStore store, int queues)
    {
        long before = store.Meter.Transactions;
        Assert.Equal(queues, (await broker.MaintainAsync(BrokerCluster.None)).Count);
        return store.Meter.Transactions - before;
    }
}
