using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Features;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Machine;
using QueueService.Queues;
using QueueService.Queues.Catalog;
using QueueService.Replication.Leases;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Core.Queues;

namespace QueueService.Tests.Core.Partitions;

/// <summary>When partitions are opened and closed, on a store with a single writer as a folder is.</summary>
public sealed class PartitionRegistryTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly MemoryDisk _disk = new(TimeProvider.System);
    private readonly StorageHooks _hooks = new();
    private MemoryStore _store = null!;
    private PartitionRegistry _partitions = null!;
    private PartitionId _id;

    public async Task InitializeAsync()
    {
        await using (MemoryStore founding = Store(StorageFaults.None))
        {
            await using Broker broker = await Broker.OpenAsync(
                founding, TimeProvider.System, RandomSource.System, NullLogger.Instance, MemoryLimits.Default, default);
            await BrokerCluster.CreateAsync(broker, "q");
        }

        _id = Assert.Single(_disk.Logs.Keys);
        _store = Store(_hooks);
        _partitions = Open(TimeProvider.System, NullLogger.Instance);
    }

    public async Task DisposeAsync()
    {
        _hooks.Before = _ => Task.CompletedTask;
        await _partitions.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Lease_WhenTheLastLoopHasNotEnded_OpensTheNextAfterIt()
    {
        // Opening looks at the snapshots, too.
        await _partitions.SendAsync(_id, new StatsCommand());
        TaskCompletionSource released = Hold(StorageOperation.ListBlobs, out Task held);
        QueuePartition first = await SettledAsync();
        await held.WaitAsync(Patience);
        _partitions.DiscardIfUnused(_id);
        Task<SentItem[]> sending = _partitions.SendAsync(_id, Send("b"));
        Assert.Same(first, Assert.Single(_partitions.Open));
        released.SetResult();
        Assert.Single(await sending.WaitAsync(Patience));
        Assert.NotSame(first, Assert.Single(_partitions.Open));
        Assert.Equal(2, (await _partitions.SendAsync(_id, new StatsCommand())).Visible);
    }

    [Fact]
    public async Task Discard_WhenSomebodyUsesThePartition_WaitsForTheLastOne()
    {
        PartitionLease<QueuePartition> one = await _partitions.LeaseAsync(_id);
        _partitions.DiscardIfUnused(_id);
        _partitions.Discard(_id);
        PartitionLease<QueuePartition> two = await _partitions.LeaseAsync(_id);
        Assert.Same(one.Partition, two.Partition);
        one.Dispose();
        Assert.Single(await two.Partition.SendAsync(Send("a")));
        two.Dispose();
        using PartitionLease<QueuePartition> three = await _partitions.LeaseAsync(_id);
        Assert.NotSame(one.Partition, three.Partition);
        Assert.Equal(1, (await three.Partition.SendAsync(new StatsCommand())).Visible);
    }

    [Fact]
    public async Task Dispose_WhenAReceiveWaits_AnswersItEmptyAndThenOpensNothing()
    {
        Timestamp deadline = Timestamp.From(DateTimeOffset.UtcNow) + TimeSpan.FromMinutes(10);
        TaskCompletionSource released = Hold(StorageOperation.Append, out Task held);
        Task<SentItem[]> sending = _partitions.SendAsync(_id, Send("a"));
        await held.WaitAsync(Patience);
        Task<IReadOnlyList<Delivery>>[] receiving =
        [
            .. Enumerable.Range(0, 3).Select(_ => _partitions.SendAsync(
                _id, new ReceiveCommand(1, TimeSpan.FromMinutes(1), deadline, default))),
        ];
        Task ending = _partitions.DisposeAsync().AsTask();
        Assert.False(ending.IsCompleted);
        released.SetResult();
        await ending.WaitAsync(Patience);
        Assert.Single(await sending);
        Assert.Equal([1, 0, 0], (await Task.WhenAll(receiving)).Select(deliveries => deliveries.Count));
        await AssertRefusedAsync(() => _partitions.LeaseAsync(_id).AsTask());
        await AssertRefusedAsync(() => _partitions.SendAsync(_id, new StatsCommand()));
        await AssertRefusedAsync(() => _partitions.MoveLeavingAsync(_id));
        Assert.Empty(_partitions.Open);
    }

    [Fact]
    public async Task Send_WhenTheMailboxIsFull_IsRefusedAsOverloaded()
    {
        TaskCompletionSource released = Hold(StorageOperation.Append, out Task held);
        Task<SentItem[]> sending = _partitions.SendAsync(_id, Send("a"));
        await held.WaitAsync(Patience);
        List<Task> waiting = [sending];
        for (int n = 0; n < MemoryLimits.Default.MaxWaitingCommands; n++)
            waiting.Add(_partitions.SendAsync(_id, new StatsCommand()));
        BrokerException refused = await Assert.ThrowsAsync<BrokerException>(
            () => _partitions.SendAsync(_id, new StatsCommand()));
        Assert.Equal(BrokerErrorCode.Overloaded, refused.Code);
        released.SetResult();
        await Task.WhenAll(waiting).WaitAsync(Patience);
    }

    /// <summary>Whatever the threads do: who has sent a message finds one, and all are there in the end.</summary>
    [Fact]
    public async Task SendAndReceive_WhenPartitionsAreClosedAllTheTime_MissNothing()
    {
        const int Senders = 4;
        const int Rounds = 250;
        _hooks.Before = async _ => await Task.Yield();
        Task[] working = [.. Enumerable.Range(0, Senders).Select(_ => Task.Run(() => WorkAsync(Rounds)))];
        Task all = Task.WhenAll(working);
        while (!all.IsCompleted)
        {
            _partitions.DiscardIfUnused(_id);
            await Task.Yield();
        }

        await all;
        PartitionStats stats = await _partitions.SendAsync(_id, new StatsCommand());
        Assert.Equal((0L, (long)Senders * Rounds), (stats.Visible, stats.InFlight));
    }

    /// <summary>Whether its timer works or not, a partition answers.</summary>
    [Fact]
    public async Task Send_WhenTheTimerOfWaitingReceivesFails_FailsThemAndGoesOn()
    {
        LogRecord log = new();
        BrokenTimers time = new();
        await using PartitionRegistry partitions = Open(time, log);
        Task<IReadOnlyList<Delivery>> receiving = partitions.SendAsync(
            _id, new ReceiveCommand(1, null, Timestamp.From(time.GetUtcNow()) + TimeSpan.FromSeconds(20), default));
        BrokerException failed = await Assert.ThrowsAsync<BrokerException>(() => receiving.WaitAsync(Patience));
        Assert.Equal(BrokerErrorCode.StorageUnavailable, failed.Code);
        Assert.Contains("was closed after an error", Assert.Single(log.Errors), StringComparison.Ordinal);
        Assert.Single(await partitions.SendAsync(_id, Send("a")).WaitAsync(Patience));
    }

    private static async Task AssertRefusedAsync(Func<Task> call)
    {
        BrokerException refused = await Assert.ThrowsAsync<BrokerException>(call);
        Assert.Equal(BrokerErrorCode.StorageUnavailable, refused.Code);
        Assert.Contains("shutting down", refused.Message, StringComparison.Ordinal);
    }

    private async Task WorkAsync(int rounds)
    {
        for (int n = 0; n < rounds; n++)
        {
            Assert.Single(await _partitions.SendAsync(_id, Send("m")));
            ReceiveCommand receive = new(1, TimeSpan.FromHours(1), null, default);
            Assert.Single(await _partitions.SendAsync(_id, receive));
        }
    }

    /// <summary>A partition with a message and a snapshot, whose cleaning is under way.</summary>
    private async Task<QueuePartition> SettledAsync()
    {
        using PartitionLease<QueuePartition> lease = await _partitions.LeaseAsync(_id);
        await lease.Partition.SendAsync(Send("a"));
        await lease.Partition.Loop.SettleAsync();
        return lease.Partition;
    }

    /// <summary>Calls of this kind wait until the answer is completed.</summary>
    private TaskCompletionSource Hold(StorageOperation operation, out Task held)
    {
        TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        held = reached.Task;
        _hooks.Before = async call =>
        {
            if (call.Operation != operation)
                return;
            reached.TrySetResult();
            await released.Task.WaitAsync(Patience);
        };
        return released;
    }

    private static SendCommand Send(string body) =>
        HarnessCommands.Sending("q", HarnessCommands.Message(body));

    private MemoryStore Store(StorageFaults faults) =>
        new(_disk, new MemoryStoreOptions { Faults = faults, HasOtherWriters = false });

    private PartitionRegistry Open(TimeProvider time, ILogger logger) => new PartitionWiring(
        _store,
        time,
        RandomSource.System,
        logger,
        new QueueCatalog(_store.Documents, Features),
        new MemoryLimits { MaxReplayBytesAtRest = 0 },
        Features).Partitions;

    private static FeatureGate Features => new(FeatureLevel.Newest);

    /// <summary>A clock whose timers cannot be set.</summary>
    private sealed class BrokenTimers : TimeProvider
    {
        public override ITimer CreateTimer(
            TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new BrokenTimer();

        private sealed class BrokenTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) =>
                throw new InvalidOperationException("The timer is broken.");

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
