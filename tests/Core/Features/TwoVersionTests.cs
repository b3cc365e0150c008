using QueueService.Features;
using QueueService.Partitions.Events;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Core.Queues;

namespace QueueService.Tests.Core.Features;

/// <summary>An instance that reads level one alone, and one of today, on one store.</summary>
public sealed class TwoVersionTests : IAsyncLifetime
{
    private readonly BrokerCluster _cluster = new();
    private readonly FakeTime _time = new();
    private Broker _old = null!;
    private Broker _new = null!;

    /// <summary>The old one comes first, so the store begins at its level.</summary>
    public async Task InitializeAsync()
    {
        (_old, _) = await _cluster.StartAsync(time: _time, newest: FeatureLevel.One, name: "old/7");
        (_new, _) = await _cluster.StartAsync(time: _time, name: "new/8");
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Features_WhenBothHaveStarted_AreThoseThatBothCanRead()
    {
        ServiceFeatures features = await _new.GetFeaturesAsync(BrokerCluster.None);
        Assert.Equal((FeatureLevel.One, FeatureLevel.Newest), (features.Level, features.Newest));
        Assert.Equal(
            [("new/8", FeatureLevel.Newest), ("old/7", FeatureLevel.One)],
            features.Instances.Select(instance => (instance.Name, instance.Newest)));
    }

    [Fact]
    public async Task Commands_WhenBothServeAQueue_DeliverEachMessageOnce()
    {
        QueueName queue = await BrokerCluster.CreateAsync(_new, "q");
        for (int n = 0; n < 20; n++)
            await BrokerCluster.SendAsync(n % 2 == 0 ? _old : _new, queue, $"m{n}");
        List<string> received = [];
        for (int n = 0; n < 20; n++)
        {
            Broker broker = n % 3 == 0 ? _old : _new;
            MessageView message = Assert.Single(
                await broker.ReceiveAsync(queue, new ReceiveOptions(1), BrokerCluster.None));
            received.Add(System.Text.Encoding.UTF8.GetString(message.Body.Span));
            Assert.Equal(
                [ReceiptStatus.Done],
                await (n % 2 == 0 ? _old : _new).AcknowledgeAsync(queue, [message.ReceiptHandle!], BrokerCluster.None));
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(n => $"m{n}").Order(), received.Order());
    }

    [Fact]
    public async Task Level_WhileAnInstanceCannotReadIt_IsRefusedByItsName()
    {
        BrokerException refused = await RefusedAsync(_new, FeatureLevel.Two);
        Assert.StartsWith("Instance 'old/7', seen at 2026-01-01 00:00:00Z, reads no more than feature level 1.",
            refused.Message);
        Assert.Equal(FeatureLevel.One, (await _new.GetFeaturesAsync(BrokerCluster.None)).Level);
        await _cluster.StopAsync(_old);
        Assert.Equal(FeatureLevel.Two, (await _new.SetFeatureLevelAsync(FeatureLevel.Two, BrokerCluster.None)).Level);
    }

    [Fact]
    public async Task Level_WhenTheOldInstanceWasSilent_MakesItServeNothingOnceItLooks()
    {
        QueueName queue = await BrokerCluster.CreateAsync(_new, "q");
        _time.Advance(TimeSpan.FromMinutes(5));
        await _new.SetFeatureLevelAsync(FeatureLevel.Two, BrokerCluster.None);
        const string Sentence =
            "The store is at feature level 2, and this instance reads no more than level 1; upgrade this instance.";
        Assert.Equal(Sentence, (await Newer(() => _old.MaintainAsync(BrokerCluster.None))).Message);
        Assert.Equal(Sentence, Assert.Throws<NewerFormatException>(_old.CheckFeatureLevel).Message);
        await Newer(() => BrokerCluster.SendAsync(_old, queue, "x"));
        await Newer(() => _old.ReceiveAsync(queue, new ReceiveOptions(1), BrokerCluster.None));
        await Newer(() => BrokerCluster.CreateAsync(_old, "other"));
        await Newer(() => _old.ListQueuesAsync("", 10, null, BrokerCluster.None));
        await BrokerCluster.SendAsync(_new, queue, "y");
        Assert.Equal(["y"], await BrokerCluster.DrainAsync(_new, queue));
    }

    [Fact]
    public async Task Open_WhenTheStoreIsNewer_RefusesInOneSentenceAndWritesNothing()
    {
        await _cluster.StopAsync(_old);
        await _new.SetFeatureLevelAsync(FeatureLevel.Two, BrokerCluster.None);
        NewerFormatException refused = await Newer(
            () => _cluster.StartAsync(time: _time, newest: FeatureLevel.One, name: "old/9"));
        Assert.EndsWith("upgrade this instance.", refused.Message);
        Assert.Equal(["new/8"], (await _new.GetFeaturesAsync(BrokerCluster.None)).Instances.Select(
            instance => instance.Name));
    }

    [Fact]
    public async Task Level_WhenTheLevelIsUnknownOrLower_IsRefused()
    {
        await _cluster.StopAsync(_old);
        FeatureLevel unknown = new(FeatureLevel.Newest.Value + 1);
        Assert.StartsWith("This instance reads no more than", (await RefusedAsync(_new, unknown)).Message);
        await _new.SetFeatureLevelAsync(FeatureLevel.Newest, BrokerCluster.None);
        await _new.SetFeatureLevelAsync(FeatureLevel.Newest, BrokerCluster.None);
        Assert.Contains("A level never falls.", (await RefusedAsync(_new, FeatureLevel.One)).Message);
    }

    [Theory]
    [InlineData(1, (int)EventKind.TransferAborted)]
    [InlineData(2, (int)EventKind.TransferReturned)]
    public async Task Move_WhenItsDestinationIsDeleted_ComesBackInTheFormOfTheLevel(int level, int kind)
    {
        string? refused = null;
        AppendFaults faults = new()
        {
            Before = (_, call) => string.Equals(call.Target, refused, StringComparison.Ordinal)
                ? StorageFault.Throttled
                : StorageFault.None,
        };
        await _cluster.StopAsync(_old);
        await _new.SetFeatureLevelAsync(new FeatureLevel(level), BrokerCluster.None);
        QueueName dead = await BrokerCluster.CreateAsync(_new, "dead");
        refused = Assert.Single(_cluster.StoredPartitions);
        QueueName queue = await BrokerCluster.CreateAsync(_new, "q", new QueueSettingsChange
        {
            DeadLetter = new DeadLetterSetting(dead, 1),
            VisibilityTimeout = TimeSpan.Zero,
        });
        (Broker broker, _) = await _cluster.StartAsync(faults, _time);
        await BrokerCluster.SendAsync(broker, queue, "a", "b");
        Assert.Equal(2, (await broker.ReceiveAsync(queue, new ReceiveOptions(10), BrokerCluster.None)).Count);
        Assert.Empty(await broker.ReceiveAsync(queue, new ReceiveOptions(10), BrokerCluster.None));
        await _new.DeleteQueueAsync(dead, BrokerCluster.None);
        await BrokerCluster.UntilAsync(async () =>
        {
            await _new.MaintainAsync(BrokerCluster.None);
            return (await _new.GetQueueAsync(queue, BrokerCluster.None)).Stats.Visible == 2;
        });
        Assert.Equal(
            [(EventKind)kind],
            _cluster.StoredEvents.Select(happened => happened.Kind)
                .Where(one => one is EventKind.TransferAborted or EventKind.TransferReturned));
    }

    [Fact]
    public async Task Maintain_WhenAnotherInstanceRaisedTheLevel_TakesNoteWithinAMinute()
    {
        await _cluster.StopAsync(_old);
        (Broker other, _) = await _cluster.StartAsync(time: _time);
        await _new.SetFeatureLevelAsync(FeatureLevel.Two, BrokerCluster.None);
        Assert.Equal(FeatureLevel.One, (await other.GetFeaturesAsync(BrokerCluster.None)).Level);
        _time.Advance(TimeSpan.FromMinutes(1));
        await other.MaintainAsync(BrokerCluster.None);
        Assert.Equal(FeatureLevel.Two, (await other.GetFeaturesAsync(BrokerCluster.None)).Level);
    }

    [Fact]
    public void Housekeeping_WhileTheServiceIsIdle_CostsNothing()
    {
        FakeTime time = new();
        time.Run(async () =>
        {
            await using BrokerCluster cluster = new();
            (Broker broker, MemoryStore store) = await cluster.StartAsync(time: time);
            await cluster.StartAsync(time: time);
            QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
            await BrokerCluster.SendAsync(broker, queue, "x");
            await Task.Delay(TimeSpan.FromMinutes(12), time);
            Assert.True(cluster.IsAtRest);
            long last = store.Meter.Transactions;
            await Task.Delay(TimeSpan.FromHours(2), time);
            Assert.Equal(last, store.Meter.Transactions);
        });
    }

    private static async Task<BrokerException> RefusedAsync(Broker broker, FeatureLevel level)
    {
        BrokerException refused = await Assert.ThrowsAsync<BrokerException>(
            () => broker.SetFeatureLevelAsync(level, BrokerCluster.None));
        Assert.Equal(BrokerErrorCode.FeatureLevelRefused, refused.Code);
        return refused;
    }

    private static Task<NewerFormatException> Newer(Func<Task> action) =>
        Assert.ThrowsAsync<NewerFormatException>(action);
}
