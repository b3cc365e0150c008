using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using QueueService.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Tests.Core.Queues;

/// <summary>What explains an incident is measured.</summary>
public sealed class TurnMeterTests : IDisposable
{
    private readonly ConcurrentDictionary<string, double> _sums = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public TurnMeterTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (string.Equals(instrument.Meter.Name, Broker.CommitMeterName, StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    [Fact]
    public async Task Turns_WhenAPartitionIsUsed_AreMeasured()
    {
        await using BrokerCluster cluster = new();
        AppendFaults faults = new();
        (Broker first, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(first, "q");
        for (int n = 0; n < 5; n++)
            await BrokerCluster.SendAsync(first, queue, $"m{n}");
        await cluster.StopAsync(first);
        (Broker broker, _) = await cluster.StartAsync(
            faults, memory: MemoryLimits.Default with { FrameCacheBytes = 0 });
        Assert.Equal(5, (await BrokerCluster.DrainAsync(broker, queue)).Count);
        faults.LoseAnswer = _ => true;
        await BrokerCluster.SendAsync(broker, queue, "in doubt");
        faults.LoseAnswer = _ => false;
        Assert.True(_sums["queue.fetch.frames kind=queue"] >= 4);
        Assert.True(_counts["queue.fetch.duration kind=queue"] >= 1);
        Assert.True(_sums["queue.replay.frames kind=queue"] >= 5);
        Assert.True(_counts["queue.replay.duration kind=queue"] >= 1);
        Assert.True(_sums["queue.commit.commands kind=queue"] >= 8);
        Assert.True(_counts["queue.mailbox.wait kind=queue"] >= 8);
        Assert.True(_sums["queue.commit.doubts kind=queue outcome=settled"] >= 1);
    }

    [Fact]
    public async Task Waiting_WhenReceivesWaitAndEnd_IsCounted()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        Task<IReadOnlyList<MessageView>> waiting = broker.ReceiveAsync(
            queue, new ReceiveOptions(Wait: TimeSpan.FromSeconds(20)), BrokerCluster.None);
        await BrokerCluster.UntilAsync(() => _counts.GetValueOrDefault("queue.receives.waiting kind=queue") >= 1);
        await BrokerCluster.SendAsync(broker, queue, "m");
        Assert.Single(await waiting);
        await BrokerCluster.UntilAsync(() => _counts.GetValueOrDefault("queue.receives.waiting kind=queue") >= 2);
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string name = string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")]);
        _sums.AddOrUpdate(name, value, (_, sum) => sum + value);
        _counts.AddOrUpdate(name, 1, (_, count) => count + 1);
    }
}
