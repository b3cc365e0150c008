using QueueService.Features;
using QueueService.Partitions;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Catalog;
using QueueService.Queues.Messages;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>Moves of dead letters whose destination makes trouble.</summary>
public sealed class MoveTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly BrokerCluster _cluster = new();
    private readonly FakeTime _time = new();
    private readonly SlowCalls _slow = new();
    private readonly AppendFaults _refused = new();
    private readonly QueueName _dead = QueueName.Parse("dead");
    private readonly QueueName _queue = QueueName.Parse("q");
    private string? _destination;

    public async Task InitializeAsync()
    {
        _refused.Before = (_, call) => string.Equals(call.Target, _destination, StringComparison.Ordinal)
            ? StorageFault.Throttled
            : StorageFault.None;
        (Broker broker, _) = await _cluster.StartAsync(time: _time);
        await BrokerCluster.CreateAsync(broker, "dead");
        _destination = Assert.Single(_cluster.StoredPartitions);
        _slow.Target = _destination;
        await BrokerCluster.CreateAsync(broker, "q", new QueueSettingsChange
        {
            DeadLetter = new DeadLetterSetting(_dead, 1),
            VisibilityTimeout = TimeSpan.Zero,
        });
    }

    public async Task DisposeAsync()
    {
        _slow.Release(StorageFault.None);
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task OpenAndMaintain_WhenInterruptedMovesTakeLong_DoNotWaitForThem()
    {
        (Broker first, _) = await _cluster.StartAsync(_refused, _time);
        await BeginMoveAsync(first, new string('a', Limits.MaxInlineFrameBytes + 1));

        // A content that does not come with the log: what the move waits for, and no partition does.
        _slow.Operation = StorageOperation.ReadFrame;
        _slow.Target = _cluster.StoredPartitions.Single(
            partition => !string.Equals(partition, _destination, StringComparison.Ordinal));
        Broker opened = (await _cluster.StartAsync(_slow, _time).WaitAsync(Patience)).Broker;
        await _slow.Reached.WaitAsync(Patience);
        Assert.NotEmpty(await opened.MaintainAsync(BrokerCluster.None).WaitAsync(Patience));
        _slow.Release(StorageFault.None);
        await BrokerCluster.UntilAsync(
            async () => (await opened.ReceiveAsync(_dead, new ReceiveOptions(1), BrokerCluster.None)).Count == 1);
    }

    [Fact]
    public async Task Maintain_WhenAnInterruptedMoveFails_TellsSoAndTheNextOneGoesOnWithIt()
    {
        LogRecord log = new();
        (Broker first, _) = await _cluster.StartAsync(_refused, _time);
        (Broker second, _) = await _cluster.StartAsync(_refused, _time, logger: log);
        await BeginMoveAsync(first);
        await second.MaintainAsync(BrokerCluster.None);
        await BrokerCluster.UntilAsync(() => log.Warnings.Any());
        Assert.Contains("interrupted", log.Warnings.First(), StringComparison.Ordinal);
        _destination = null;

        // A tick while the failure is still being told leaves it to the next one.
        await BrokerCluster.UntilAsync(async () =>
        {
            await second.MaintainAsync(BrokerCluster.None);
            return (await second.ReceiveAsync(_dead, new ReceiveOptions(1), BrokerCluster.None)).Count == 1;
        });
    }

    [Fact]
    public async Task MoveLeaving_WhenMoreSetsOutMeanwhile_EndsWithWhatWasThereAtFirst()
    {
        (Broker first, _) = await _cluster.StartAsync(_refused, _time);
        await BeginMoveAsync(first);
        MemoryStore store = _cluster.OpenStore(_slow);
        PartitionWiring wiring = new(
            store,
            _time,
            RandomSource.System,
            new LogRecord(),
            new QueueCatalog(store.Documents, new FeatureGate(FeatureLevel.Newest)),
            MemoryLimits.Default,
            new FeatureGate(FeatureLevel.Newest));
        List<PartitionMarker> leaving = [];
        await foreach (PartitionMarker marker in wiring.Leaving.ListAsync(BrokerCluster.None))
            leaving.Add(marker);
        Task<bool> move = wiring.Partitions.MoveLeavingAsync(Assert.Single(leaving).Partition);
        await _slow.Reached.WaitAsync(Patience);
        await BeginMoveAsync(first);

        // The first message arrives; that the second one does not is no concern of this move.
        _slow.ReleaseOne();
        Assert.False(await move.WaitAsync(Patience));
        _slow.Release(StorageFault.None);
        await wiring.Partitions.DisposeAsync();
    }

    [Fact]
    public async Task Commit_WhileAMoveWaits_BeginsNoFurtherOnes()
    {
        LogRecord log = new();
        (Broker broker, _) = await _cluster.StartAsync(_slow, _time, logger: log);
        await BeginMoveAsync(broker);
        await _slow.Reached.WaitAsync(Patience);
        for (int n = 0; n < 50; n++)
            await BrokerCluster.SendAsync(broker, _queue, "on top");
        _slow.Release(StorageFault.Throttled);
        await BrokerCluster.UntilAsync(() => log.Warnings.Any());
        await _cluster.StopAsync(broker);
        Assert.InRange(log.Warnings.Count(), 1, 2);
    }

    /// <summary>Makes a message a dead letter.</summary>
    private async Task BeginMoveAsync(Broker broker, string body = "a")
    {
        await BrokerCluster.SendAsync(broker, _queue, body);
        Assert.Single(await broker.ReceiveAsync(_queue, new ReceiveOptions(1), BrokerCluster.None));
        Assert.Empty(await broker.ReceiveAsync(_queue, new ReceiveOptions(1), BrokerCluster.None));
    }

    /// <summary>Some calls about one log wait until they are let go.</summary>
    private sealed class SlowCalls : StorageFaults
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _one = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<StorageFault> _all = new(
            TaskCreationOptions.RunContinuationsAsynchronously);
        private int _calls;

        public StorageOperation Operation { get; set; } = StorageOperation.Append;

        public string? Target { get; set; }

        public Task Reached => _reached.Task;

        public void ReleaseOne() => _one.TrySetResult();

        public void Release(StorageFault fault) => _all.TrySetResult(fault);

        public override async ValueTask<StorageFault> BeforeAsync(StorageCall call)
        {
            if (call.Operation != Operation || !string.Equals(call.Target, Target, StringComparison.Ordinal))
                return StorageFault.None;
            _reached.TrySetResult();
            if (Interlocked.Increment(ref _calls) == 1
                && await Task.WhenAny(_one.Task, _all.Task) == _one.Task)
                return StorageFault.None;
            return await _all.Task;
        }
    }
}
