using System.Diagnostics.Metrics;
using QueueService.Partitions.Codec;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Replication.Loop;
using QueueService.Storage;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>
/// Snapshots are written beside the loop: nobody waits for one, or notices that it could not be stored.
/// </summary>
public sealed class SnapshotBesideTests : IAsyncDisposable
{
    private static readonly MemoryLimits Eager = new() { MaxReplayFrames = 4, MaxReplayBytesAtRest = 1 };

    private readonly BrokerCluster _cluster = new();
    private readonly FakeTime _time = new();
    private readonly StorageHooks _hooks = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Snapshot_WhenItCannotBeStored_CostsThoseWhoWaitNothing()
    {
        LogRecord log = new();
        SnapshotFaults faults = new();
        (Broker broker, _) = await _cluster.StartAsync(faults, _time, Eager, log);
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        await BrokerCluster.SendAsync(broker, queue, "first");
        Assert.Single(await BrokerCluster.DrainAsync(broker, queue));
        int loads = faults.Loads;
        Task<IReadOnlyList<MessageView>>[] waiting =
        [
            .. Enumerable.Range(0, 20).Select(_ => broker.ReceiveAsync(
                queue, new ReceiveOptions(Wait: TimeSpan.FromSeconds(20)), BrokerCluster.None)),
        ];
        for (int n = 0; n < 20; n++)
            await BrokerCluster.SendAsync(broker, queue, $"{n}");
        foreach (Task<IReadOnlyList<MessageView>> receive in waiting)
            Assert.Single(await receive);

        // No second attempt before its time.
        await BrokerCluster.UntilAsync(() => faults.Refused == 1);
        await BrokerCluster.SendAsync(broker, queue, "again");
        Assert.Equal(1, faults.Refused);
        await SendLaterUntilAsync(broker, queue, () => faults.Refused >= 2);
        faults.IsOver = true;
        await SendLaterUntilAsync(broker, queue, () => NamedFrame() > 0);
        Assert.Equal(loads, faults.Loads);
        Assert.Empty(log.Errors);
    }

    [Fact]
    public async Task Commands_WhileASnapshotIsBeingStored_GoOn()
    {
        Broker broker = await StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        Hold();
        for (int n = 0; n < 100; n++)
            await BrokerCluster.SendAsync(broker, queue, $"{n}");
        for (int n = 0; n < 20; n++)
            Assert.Single(await BrokerCluster.ReceiveAndAcknowledgeAsync(broker, queue));
        await BrokerCluster.UntilAsync(() => _hooks.Count(StorageOperation.PutBlob) == 1);
        Assert.Equal(0, NamedFrame());

        // It is the state of the frame at which it was taken, and is named as such.
        _released.SetResult();
        await SendUntilAsync(broker, queue, () => NamedFrame() > 0);
        Assert.InRange(NamedFrame(), 5, 100);
        (Broker other, _) = await _cluster.StartAsync(time: _time, memory: Eager);
        List<string> rest = await BrokerCluster.DrainAsync(other, queue);
        Assert.Equal(Enumerable.Range(20, 80).Select(n => $"{n}"),
            rest.Where(body => !string.Equals(body, "more", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Commands_WhileAnIdlePartitionIsSettled_GoOn()
    {
        Broker broker = await StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        await BrokerCluster.SendAsync(broker, queue, "first");
        Hold();
        _time.Advance(TimeSpan.FromSeconds(11));
        await BrokerCluster.UntilAsync(() => _hooks.Count(StorageOperation.PutBlob) == 1);
        await BrokerCluster.SendAsync(broker, queue, "second");
        Assert.Equal(2, (await BrokerCluster.DrainAsync(broker, queue)).Count);
        Assert.Equal(0, NamedFrame());
        _released.SetResult();
        await SendUntilAsync(broker, queue, () => NamedFrame() > 0);
    }

    [Fact]
    public async Task Settling_WhenTheSnapshotIsStored_NamesItWithTheFinalCountsInOneCommit()
    {
        Broker broker = await StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        await BrokerCluster.SendAsync(broker, queue, "first");
        long last = Head().Last.Value;
        Hold();
        _time.Advance(TimeSpan.FromSeconds(11));
        await BrokerCluster.UntilAsync(() => _hooks.Count(StorageOperation.PutBlob) == 1);
        Assert.Equal(last, Head().Last.Value);
        _released.SetResult();
        await BrokerCluster.UntilAsync(() => _cluster.IsAtRest);
        Assert.Equal((last, last + 1), (NamedFrame(), Head().Last.Value));

        // Nothing is left to do, however long it rests.
        _time.Advance(TimeSpan.FromSeconds(30));
        await broker.GetQueueAsync(queue, BrokerCluster.None);
        Assert.Equal((last, last + 1), (NamedFrame(), Head().Last.Value));
    }

    [Fact]
    public async Task Settling_WhenTheSnapshotCannotBeStored_NotesTheCountsAndTriesAgain()
    {
        SnapshotFaults faults = new();
        (Broker broker, _) = await _cluster.StartAsync(faults, _time, Eager);
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        await BrokerCluster.SendAsync(broker, queue, "first");
        _time.Advance(TimeSpan.FromSeconds(11));
        await BrokerCluster.UntilAsync(() => faults.Refused == 1);
        await RestAsync(() => _cluster.IsAtRest);
        faults.IsOver = true;
        await RestAsync(() => NamedFrame() > 0);
    }

    [Fact]
    public async Task Dispose_WhileASnapshotIsBeingStored_AwaitsItsEnd()
    {
        Broker broker = await StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        Hold();
        for (int n = 0; n < 10; n++)
            await BrokerCluster.SendAsync(broker, queue, $"{n}");
        await BrokerCluster.UntilAsync(() => _hooks.Count(StorageOperation.PutBlob) == 1);
        Task stopping = _cluster.StopAsync(broker);
        Assert.False(stopping.IsCompleted);
        Assert.Equal(0, _cluster.StoredBlobs);
        _released.SetResult();
        await stopping;
        Assert.Equal(1, _cluster.StoredBlobs);
    }

    [Fact]
    public async Task Meter_WhenSnapshotsAreStoredAndFail_Tells()
    {
        HashSet<string> told = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (string.Equals(instrument.Meter.Name, Meters.Name, StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => Tell(instrument));
        listener.SetMeasurementEventCallback<long>((instrument, _, _, _) => Tell(instrument));
        listener.Start();
        SnapshotFaults faults = new();
        (Broker broker, _) = await _cluster.StartAsync(faults, _time, Eager);
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        await SendUntilAsync(broker, queue, () => Has("queue.snapshot.failures"));
        faults.IsOver = true;
        await SendLaterUntilAsync(
            broker, queue, () => Has("queue.snapshot.duration") && Has("queue.snapshot.size"));

        void Tell(Instrument instrument)
        {
            lock (told)
                told.Add(instrument.Name);
        }

        bool Has(string name)
        {
            lock (told)
                return told.Contains(name);
        }
    }

    public ValueTask DisposeAsync()
    {
        _released.TrySetResult();
        return _cluster.DisposeAsync();
    }

    private async Task<Broker> StartAsync() => (await _cluster.StartAsync(_hooks, _time, Eager)).Broker;

    /// <summary>From here on no blob is stored before it is allowed.</summary>
    private void Hold() =>
        _hooks.Before = call => call.Operation == StorageOperation.PutBlob ? _released.Task : Task.CompletedTask;

    private static Task SendUntilAsync(Broker broker, QueueName queue, Func<bool> isSo) =>
        BrokerCluster.UntilAsync(async () =>
        {
            await BrokerCluster.SendAsync(broker, queue, "more");
            return isSo();
        });

    /// <summary>
    /// The same while time passes, also that of a pause which the loop begins only now because it has just learned of a
    /// failure.
    /// </summary>
    private Task SendLaterUntilAsync(Broker broker, QueueName queue, Func<bool> isSo) =>
        SendUntilAsync(broker, queue, () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return isSo();
        });

    /// <summary>Lets time pass until it is so.</summary>
    private Task RestAsync(Func<bool> isSo) => BrokerCluster.UntilAsync(() =>
    {
        _time.Advance(TimeSpan.FromSeconds(5));
        return isSo();
    });

    private LogHead Head() => _cluster.Heads.Single();

    private long NamedFrame() => QueueNoteCodec.Decode(Head().Note.Span).Snapshot?.Frame.Value ?? 0;
}
