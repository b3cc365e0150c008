using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Redrive;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>What is done at rest, and how a process ends.</summary>
public sealed class HousekeepingTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    private readonly BrokerCluster _cluster = new();
    private readonly FakeTime _time = new();
    private readonly StorageHooks _hooks = new();
    private readonly MemoryLimits _memory = new() { ReleaseAtRest = false, CloseAfter = TimeSpan.FromMinutes(1) };
    private Broker _broker = null!;

    public async Task InitializeAsync() => (_broker, _) = await _cluster.StartAsync(
        _hooks, _time, _memory);

    public async Task DisposeAsync()
    {
        _hooks.Before = _ => Task.CompletedTask;
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Listing_WhenAskedAgainAndAgain_LetsPartitionsSettle()
    {
        QueueName queue = await BrokerCluster.CreateAsync(_broker, "q");
        await BrokerCluster.SendAsync(_broker, queue, "a");
        Assert.False(_cluster.IsAtRest);
        for (int n = 0; n < 30 && !_cluster.IsAtRest; n++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Single((await _broker.ListQueuesAsync("", 10, null, default)).Items);
            Assert.Equal(1, (await _broker.GetQueueAsync(queue, default)).Stats.Visible);
        }

        await BrokerCluster.UntilAsync(() => _cluster.IsAtRest);
    }

    [Fact]
    public async Task Tick_WhenOnePartitionIsInDoubt_DelaysNobodyElse()
    {
        QueueName first = await BrokerCluster.CreateAsync(_broker, "a");
        await BrokerCluster.SendAsync(_broker, first, "x");
        string stuck = Assert.Single(_cluster.StoredPartitions);
        TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _hooks.Before = async call =>
        {
            if (call.Operation != StorageOperation.Append
                || !string.Equals(call.Target, stuck, StringComparison.Ordinal))
                return;
            held.TrySetResult();
            await released.Task.WaitAsync(Patience);
        };
        QueueName[] others =
        [
            await BrokerCluster.CreateAsync(_broker, "b"), await BrokerCluster.CreateAsync(_broker, "c"),
        ];
        foreach (QueueName other in others)
            await BrokerCluster.SendAsync(_broker, other, "y");
        _time.Advance(2 * Tick);
        await held.Task.WaitAsync(Patience);
        await BrokerCluster.UntilAsync(() => _cluster.Unsettled.SequenceEqual([stuck]));
        released.SetResult();
        await BrokerCluster.UntilAsync(() => _cluster.IsAtRest);
    }

    [Fact]
    public async Task Partition_WhenItIsIdleForLong_IsClosedAndOpenedAgain()
    {
        QueueName queue = await BrokerCluster.CreateAsync(_broker, "q");
        await BrokerCluster.SendAsync(_broker, queue, "a");
        await BrokerCluster.UntilAsync(async () =>
        {
            int replays = _hooks.Count(StorageOperation.ReadFrames);
            _time.Advance(_memory.CloseAfter + Tick);
            Assert.Equal(1, (await _broker.GetQueueAsync(queue, default)).Stats.Visible);
            return _hooks.Count(StorageOperation.ReadFrames) > replays;
        });
        Assert.Equal(["a"], await BrokerCluster.DrainAsync(_broker, queue));
    }

    [Fact]
    public async Task EndWaits_WhenManyReceivesWait_AnswersThemEmptyAndLosesNothing()
    {
        QueueName one = await BrokerCluster.CreateAsync(_broker, "one");
        QueueName many = await BrokerCluster.CreateAsync(
            _broker, "many", new QueueService.Partitions.Settings.QueueSettingsChange { Partitions = 4 });
        ReceiveOptions options = new(1, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1));
        List<Task<IReadOnlyList<MessageView>>> waiting = [];
        for (int n = 0; n < 500; n++)
            waiting.Add(_broker.ReceiveAsync(n % 2 == 0 ? one : many, options, default));
        await BrokerCluster.SendAsync(_broker, one, "a", "b");
        _broker.EndWaits();
        IReadOnlyList<MessageView>[] answers = await Task.WhenAll(waiting).WaitAsync(Patience);
        Assert.Equal(2, answers.Sum(answer => answer.Count));
        await BrokerCluster.SendAsync(_broker, many, "c");
        Assert.Single(await _broker.ReceiveAsync(many, options, default).WaitAsync(Patience));
        Assert.Empty(await _broker.ReceiveAsync(many, options, default).WaitAsync(Patience));
        Assert.Empty(await _broker.ReceiveAsync(one, options, default).WaitAsync(Patience));
    }

    [Fact]
    public async Task Dispose_WhenItHasEnded_RefusesWhatIsAskedThen()
    {
        QueueName queue = await BrokerCluster.CreateAsync(_broker, "q");
        await BrokerCluster.SendAsync(_broker, queue, "a");
        await _cluster.StopAsync(_broker);
        int calls = _hooks.Count(StorageOperation.ReadHead);
        BrokerException refused = await Assert.ThrowsAsync<BrokerException>(
            () => BrokerCluster.SendAsync(_broker, queue, "b"));
        Assert.Equal(BrokerErrorCode.StorageUnavailable, refused.Code);
        Assert.Contains("shutting down", refused.Message, StringComparison.Ordinal);
        Assert.Equal(calls, _hooks.Count(StorageOperation.ReadHead));
    }

    [Fact]
    public async Task Dispose_WhenARedriveEndsByAFault_EndsTheOtherPartsAllTheSame()
    {
        QueueName queue = await BrokerCluster.CreateAsync(_broker, "q");
        QueueName other = await BrokerCluster.CreateAsync(_broker, "other");
        await BrokerCluster.SendAsync(_broker, queue, "a");
        TaskCompletionSource reading = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _hooks.Before = async call =>
        {
            if (call.Operation != StorageOperation.ReplaceDocument
                || !call.Target.StartsWith("redrives", StringComparison.Ordinal))
                return;
            reading.TrySetResult();
            await released.Task.WaitAsync(Patience);
            throw new InvalidOperationException("An invariant is broken.");
        };
        await _broker.StartRedriveAsync(queue, new RedriveRequest(other), default);
        await reading.Task.WaitAsync(Patience);
        Task stopping = _cluster.StopAsync(_broker);
        released.SetResult();
        AggregateException faults = await Assert.ThrowsAsync<AggregateException>(() => stopping.WaitAsync(Patience));
        Assert.IsType<InvalidOperationException>(Assert.Single(faults.InnerExceptions));
        await Assert.ThrowsAsync<BrokerException>(() => BrokerCluster.SendAsync(_broker, queue, "b"));
    }
}
