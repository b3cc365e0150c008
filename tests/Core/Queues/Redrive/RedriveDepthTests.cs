using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Redrive;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues.Redrive;

/// <summary>Redrives of queues with many frames, none of which is in memory.</summary>
public sealed class RedriveDepthTests : IAsyncLifetime
{
    private const int Messages = 1_200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly BrokerCluster _cluster = new();
    private readonly StorageHooks _hooks = new();
    private readonly List<MessageId> _ids = [];
    private QueueName _queue;
    private QueueName _other;
    private Broker _broker = null!;

    public async Task InitializeAsync()
    {
        (Broker first, _) = await _cluster.StartAsync();
        _queue = await BrokerCluster.CreateAsync(first, "deep");
        _other = await BrokerCluster.CreateAsync(first, "other");
        for (int n = 0; n < Messages; n++)
            _ids.Add((await BrokerCluster.SendAsync(first, _queue, $"m{n}"))[0].MessageId);
        (_broker, _) = await _cluster.StartAsync(
            _hooks, new FastTime(), new MemoryLimits { FrameCacheBytes = 0 });
    }

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    [Fact]
    public async Task Redrive_WhenMessagesHaveNoOrigin_HoldsNobodyUpWhileItReadsThem()
    {
        TaskCompletionSource reading = new();
        TaskCompletionSource released = HoldReads(reading);
        RedriveInfo redrive = await _broker.StartRedriveAsync(_queue, new RedriveRequest(), BrokerCluster.None);
        await reading.Task.WaitAsync(Patience);
        await BrokerCluster.SendAsync(_broker, _queue, "not held up").WaitAsync(Patience);
        released.SetResult();
        RedriveInfo done = await EndOfAsync(redrive);
        Assert.Equal((RedriveState.Failed, 0L, (long)Messages), (done.State, done.Moved, done.Total));
        Assert.StartsWith($"{Messages} messages stayed", done.Failure, StringComparison.Ordinal);
        Assert.True(done.HasUnknownSource);
        Assert.Equal(Messages, _hooks.Count(StorageOperation.ReadFrame));
    }

    [Fact]
    public async Task Redrive_WhenMessagesAreNamed_HoldsNobodyUpWhileItLooksForThem()
    {
        TaskCompletionSource reading = new();
        TaskCompletionSource released = HoldReads(reading);
        RedriveRequest request = new(_other, MessageIds: [_ids[^1]]);
        Task<RedriveInfo> starting = _broker.StartRedriveAsync(_queue, request, BrokerCluster.None);
        await reading.Task.WaitAsync(Patience);
        await BrokerCluster.SendAsync(_broker, _queue, "not held up").WaitAsync(Patience);
        released.SetResult();
        Assert.Equal(1, (await EndOfAsync(await starting)).Moved);
        Assert.Equal([$"m{Messages - 1}"], await BrokerCluster.DrainAsync(_broker, _other));
    }

    [Fact]
    public async Task Redrive_WhenNamedMessagesAreMovedOneByOne_LooksForThemOnce()
    {
        RedriveRequest request = new(_other, MaxPerSecond: 4, MessageIds: [.. _ids[^8..]]);
        RedriveInfo redrive = await _broker.StartRedriveAsync(_queue, request, BrokerCluster.None);
        RedriveInfo done = await EndOfAsync(redrive);
        Assert.Equal((RedriveState.Completed, 8L, 8L), (done.State, done.Moved, done.Total));

        // Each is read once more to be looked at, and once to be moved.
        Assert.InRange(_hooks.Count(StorageOperation.ReadFrame), Messages, Messages + (2 * 8));
        Assert.Equal(8, (await BrokerCluster.DrainAsync(_broker, _other)).Count);
    }

    /// <summary>All reads of frames wait until the answer is completed; the first one completes the parameter.</summary>
    private TaskCompletionSource HoldReads(TaskCompletionSource reading)
    {
        TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _hooks.Before = async call =>
        {
            if (call.Operation != StorageOperation.ReadFrame)
                return;
            reading.TrySetResult();
            await released.Task.WaitAsync(2 * Patience);
        };
        return released;
    }

    private async Task<RedriveInfo> EndOfAsync(RedriveInfo redrive)
    {
        await BrokerCluster.UntilAsync(async () =>
            (await _broker.GetRedriveAsync(redrive.TaskId, BrokerCluster.None)).EndedAt is not null);
        return await _broker.GetRedriveAsync(redrive.TaskId, BrokerCluster.None);
    }
}
