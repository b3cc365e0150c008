using QueueService.Partitions.Messages;
using QueueService.Queues;
using QueueService.Queues.Redrive;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues.Redrive;

/// <summary>Redrives of queues with many frames, none of which is in memory.</summary>
public sealed class RedriveDepthTests : IAsyncLifetime
{
    private const int Messages = 1_200;
    private readonly FakeTime _time = new();
    private readonly BrokerCluster _cluster = new();
    private readonly StorageHooks _hooks = new();
    private readonly List<MessageId> _ids = [];
    private QueueName _queue;
    private QueueName _other;
    private Broker _broker = null!;

    public Task InitializeAsync()
    {
        _time.Run(StartAsync);
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        _time.Run(() => _cluster.DisposeAsync().AsTask());
        return Task.CompletedTask;
    }

    [Fact]
    public void Redrive_WhenMessagesHaveNoOrigin_HoldsNobodyUpWhileItReadsThem() => _time.Run(async () =>
    {
        TaskCompletionSource reading = new();
        TaskCompletionSource released = HoldReads(reading);
        RedriveInfo redrive = await _broker.StartRedriveAsync(_queue, new RedriveRequest(), BrokerCluster.None);
        await reading.Task;
        await BrokerCluster.SendAsync(_broker, _queue, "not held up");
        released.SetResult();
        RedriveInfo done = await EndOfAsync(redrive);
        Assert.Equal((RedriveState.Failed, 0L, (long)Messages), (done.State, done.Moved, done.Total));
        Assert.StartsWith($"{Messages} messages stayed", done.Failure, StringComparison.Ordinal);
        Assert.True(done.HasUnknownSource);
        Assert.Equal(Messages, _hooks.Count(StorageOperation.ReadFrame));
    });

    [Fact]
    public void Redrive_WhenMessagesAreNamed_HoldsNobodyUpWhileItLooksForThem() => _time.Run(async () =>
    {
        TaskCompletionSource reading = new();
        TaskCompletionSource released = HoldReads(reading);
        RedriveRequest request = new(_other, MessageIds: [_ids[0]]);
        Task<RedriveInfo> starting = _broker.StartRedriveAsync(_queue, request, BrokerCluster.None);
        await reading.Task;
        await BrokerCluster.SendAsync(_broker, _queue, "not held up");
        released.SetResult();
        Assert.Equal(1, (await EndOfAsync(await starting)).Moved);
        Assert.Equal(["m0"], await BrokerCluster.DrainAsync(_broker, _other));
    });

    [Fact]
    public void Redrive_WhenNamedMessagesAreMovedOneByOne_ReadsNoOthers() => _time.Run(async () =>
    {
        RedriveRequest request = new(_other, MaxPerSecond: 4, MessageIds: [.. _ids[^8..]]);
        RedriveInfo redrive = await _broker.StartRedriveAsync(_queue, request, BrokerCluster.None);
        RedriveInfo done = await EndOfAsync(redrive);
        Assert.Equal((RedriveState.Completed, 8L, 8L), (done.State, done.Moved, done.Total));

        // Each is read to be found by its place, to be looked at, and to be moved.
        Assert.InRange(_hooks.Count(StorageOperation.ReadFrame), 0, 3 * 8);
        Assert.Equal(8, (await BrokerCluster.DrainAsync(_broker, _other)).Count);
    });

    private async Task StartAsync()
    {
        (Broker first, _) = await _cluster.StartAsync(time: _time);
        _queue = await BrokerCluster.CreateAsync(first, "deep");
        _other = await BrokerCluster.CreateAsync(first, "other");
        for (int n = 0; n < Messages; n++)
            _ids.Add((await BrokerCluster.SendAsync(first, _queue, $"m{n}"))[0].MessageId);
        (_broker, _) = await _cluster.StartAsync(
            _hooks, _time, new MemoryLimits { FrameCacheBytes = 0 });
    }

    /// <summary>
    /// All reads of frames wait until the answer is completed; the first one completes the parameter.
    /// </summary>
    private TaskCompletionSource HoldReads(TaskCompletionSource reading)
    {
        TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _hooks.Before = async call =>
        {
            if (call.Operation != StorageOperation.ReadFrame)
                return;
            reading.TrySetResult();
            await released.Task;
        };
        return released;
    }

    private async Task<RedriveInfo> EndOfAsync(RedriveInfo redrive)
    {
        await BrokerCluster.UntilAsync(_time, async () =>
            (await _broker.GetRedriveAsync(redrive.TaskId, BrokerCluster.None)).EndedAt is not null);
        return await _broker.GetRedriveAsync(redrive.TaskId, BrokerCluster.None);
    }
}
