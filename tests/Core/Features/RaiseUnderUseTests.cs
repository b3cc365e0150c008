using System.Globalization;
using QueueService.Features;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Storage;
using QueueService.Tests.Core.Queues;

namespace QueueService.Tests.Core.Features;

/// <summary>
/// The feature level is to be raised while an older instance and one of today serve the same queue, with senders and
/// receives that wait on both.
/// </summary>
public sealed class RaiseUnderUseTests : IAsyncLifetime
{
    private static readonly TimeSpan Use = TimeSpan.FromMinutes(20);
    private readonly BrokerCluster _cluster = new();
    private readonly FakeTime _time = new();
    private readonly List<string> _sent = [];
    private readonly List<string> _received = [];
    private Broker _old = null!;
    private Broker _new = null!;
    private QueueName _queue;
    private bool _isOver;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Of a test that has failed, those who use the service are still at it.</summary>
    public Task DisposeAsync()
    {
        _isOver = true;
        _time.Run(() => _cluster.DisposeAsync().AsTask());
        return Task.CompletedTask;
    }

    [Fact]
    public void SetFeatureLevel_WhileTheOldInstanceIsUsed_IsRefusedEachTimeAndDisturbsNobody() => _time.Run(async () =>
    {
        await StartAsync();
        Task use = UseAsync(_old, _new);
        int refusals = 0;
        while (!use.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromSeconds(37), _time);
            BrokerException refused = await Assert.ThrowsAsync<BrokerException>(RaiseAsync);
            Assert.Equal(BrokerErrorCode.FeatureLevelRefused, refused.Code);
            Assert.StartsWith("Instance 'old/7', seen at", refused.Message, StringComparison.Ordinal);
            refusals++;
        }

        await use;
        Assert.InRange(refusals, 30, 40);
        Assert.Equal(FeatureLevel.One, (await _new.GetFeaturesAsync(BrokerCluster.None)).Level);
        await CheckAllReceivedAsync();
    });

    [Fact]
    public void SetFeatureLevel_WhenTheOldInstanceIsUsedNoMore_SucceedsUnderUseOfTheNewOne() => _time.Run(async () =>
    {
        await StartAsync();
        await UseAsync(_old, _new);
        await Assert.ThrowsAsync<BrokerException>(RaiseAsync);
        Task use = UseAsync(_new);

        // It counts for five minutes after it was seen last, which it was within a minute of its last use.
        await Task.Delay(TimeSpan.FromMinutes(3.6), _time);
        await Assert.ThrowsAsync<BrokerException>(RaiseAsync);
        await Task.Delay(TimeSpan.FromMinutes(2.6), _time);
        Assert.Equal(FeatureLevel.Two, (await RaiseAsync()).Level);
        await use;
        await CheckAllReceivedAsync();
        await Assert.ThrowsAsync<NewerFormatException>(() => _old.MaintainAsync(BrokerCluster.None));
        await Assert.ThrowsAsync<NewerFormatException>(() => BrokerCluster.CreateAsync(_old, "other"));
    });

    /// <summary>The old one comes first, so the store begins at its level.</summary>
    private async Task StartAsync()
    {
        (_old, _) = await _cluster.StartAsync(time: _time, newest: FeatureLevel.One, name: "old/7");
        (_new, _) = await _cluster.StartAsync(time: _time, name: "new/8");
        _queue = await BrokerCluster.CreateAsync(
            _new, "q.fifo", new QueueSettingsChange { ContentBasedDeduplication = true });
    }

    private Task<ServiceFeatures> RaiseAsync() => _new.SetFeatureLevelAsync(FeatureLevel.Two, BrokerCluster.None);

    private Task UseAsync(params Broker[] brokers) => Task.WhenAll(brokers.SelectMany(broker => new[]
    {
        SendAsync(broker), ReceiveAsync(broker),
    }));

    private async Task SendAsync(Broker broker)
    {
        for (DateTimeOffset end = _time.GetUtcNow() + Use; _time.GetUtcNow() < end && !_isOver;)
        {
            string body = _sent.Count.ToString(CultureInfo.InvariantCulture);
            _sent.Add(body);
            await broker.SendAsync(
                _queue, [Partitions.HarnessCommands.Message(body, $"g{_sent.Count % 7}")], BrokerCluster.None);
            await Task.Delay(TimeSpan.FromSeconds(11), _time);
        }
    }

    private async Task ReceiveAsync(Broker broker)
    {
        ReceiveOptions waiting = new(10, TimeSpan.FromSeconds(20));
        for (DateTimeOffset end = _time.GetUtcNow() + Use; _time.GetUtcNow() < end && !_isOver;)
            await TakeAsync(broker, await broker.ReceiveAsync(_queue, waiting, BrokerCluster.None));
    }

    private async Task TakeAsync(Broker broker, IReadOnlyList<MessageView> messages)
    {
        if (messages.Count == 0)
            return;
        _received.AddRange(messages.Select(message => System.Text.Encoding.UTF8.GetString(message.Body.Span)));
        Assert.All(
            await broker.AcknowledgeAsync(
                _queue, [.. messages.Select(message => message.ReceiptHandle!)], BrokerCluster.None),
            status => Assert.Equal(ReceiptStatus.Done, status));
    }

    private async Task CheckAllReceivedAsync()
    {
        await TakeAsync(_new, await _new.ReceiveAsync(_queue, new ReceiveOptions(10), BrokerCluster.None));
        Assert.Equal(_sent.Order(StringComparer.Ordinal), _received.Order(StringComparer.Ordinal));
        Assert.Equal(0, (await _new.GetQueueAsync(_queue, BrokerCluster.None)).Stats.Visible);
    }
}
