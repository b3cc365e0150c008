using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Queues;
using QueueService.Queues.Redrive;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues.Redrive;

/// <summary>Redrives where several processes serve the queues.</summary>
public sealed class RedriveTests : IDisposable
{
    private static readonly QueueName Source = QueueName.Parse("src");
    private static readonly QueueName Target = QueueName.Parse("dst");
    private readonly BrokerCluster _cluster = new();
    private readonly FakeTime _time = new();

    public void Dispose() => _time.Run(() => _cluster.DisposeAsync().AsTask());

    [Fact]
    public void Redrive_WhenSeveralProcessesStart_KeepsThePaceAndCountsEachMessageOnce() => _time.Run(async () =>
    {
        const int Count = 120;
        Broker first = await StartFilledAsync(Count);
        RedriveInfo redrive = await first.StartRedriveAsync(
            Source, new RedriveRequest(Target, MaxPerSecond: 10), BrokerCluster.None);
        for (int n = 0; n < 3; n++)
        {
            (Broker other, _) = await _cluster.StartAsync(time: _time);
            await other.MaintainAsync(BrokerCluster.None);
            await other.MaintainAsync(BrokerCluster.None);
        }

        RedriveInfo done = await EndOfAsync(first, redrive);
        Assert.Equal((RedriveState.Completed, (long)Count, (long)Count), (done.State, done.Moved, done.Total));
        Assert.InRange(done.EndedAt!.Value - done.StartedAt, TimeSpan.FromSeconds(10), TimeSpan.MaxValue);
        Assert.Equal(Count, await VisibleAsync(first, Target));
    });

    [Fact]
    public void Redrive_WhenItsProcessHangs_IsTakenOverByAnotherAndCountsEachMessageOnce() => _time.Run(async () =>
    {
        StorageHooks hooks = new();
        Broker first = await StartFilledAsync(300, hooks);
        (Broker second, _) = await _cluster.StartAsync(time: _time);
        TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource hangs = new();
        hooks.Before = async call =>
        {
            // The first step has moved its messages and is about to say so.
            if (call.Operation != StorageOperation.ReplaceDocument || !IsTask(call) || hooks.Count(call.Operation) < 2)
                return;
            hangs.TrySetResult();
            await released.Task;
        };
        RedriveInfo redrive = await first.StartRedriveAsync(Source, new RedriveRequest(Target), BrokerCluster.None);
        await hangs.Task;
        await second.MaintainAsync(BrokerCluster.None);
        Assert.Equal(200, (await EndOfAsync(second, redrive)).Moved);
        released.SetResult();
        await BrokerCluster.UntilAsync(_time, async () =>
            (await second.GetRedriveAsync(redrive.TaskId, BrokerCluster.None)).Moved == 300);
        Assert.Equal(RedriveState.Completed, (await EndOfAsync(second, redrive)).State);
        Assert.Equal(300, await VisibleAsync(second, Target));
    });

    [Fact]
    public void Redrive_WhenItsProcessStops_IsLeftToTheNextOne() => _time.Run(async () =>
    {
        Broker first = await StartFilledAsync(50);
        RedriveInfo redrive = await first.StartRedriveAsync(
            Source, new RedriveRequest(Target, MaxPerSecond: 1), BrokerCluster.None);
        await BrokerCluster.UntilAsync(_time, async () => await VisibleAsync(first, Target) > 2);
        await _cluster.StopAsync(first);
        await using MemoryStore store = _cluster.OpenStore(StorageFaults.None);
        RedriveStore redrives = new(store.Documents, NullLogger.Instance);
        (RedriveTask task, _) = await redrives.GetAsync(redrive.TaskId, BrokerCluster.None);
        Assert.Equal((RedriveState.Running, UInt128.Zero), (task.Info.State, task.Owner));
        (Broker second, _) = await _cluster.StartAsync(time: _time);
        RedriveInfo done = await EndOfAsync(second, redrive);
        Assert.Equal((RedriveState.Completed, 50L), (done.State, done.Moved));
        Assert.Equal(50, await VisibleAsync(second, Target));
    });

    [Fact]
    public void StartRedrive_WhenTwoProcessesDoAtOnce_OnlyOneCan() => _time.Run(async () =>
    {
        Broker first = await StartFilledAsync(3);
        StorageHooks hooks = new();
        (Broker second, _) = await _cluster.StartAsync(hooks, _time);
        TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource creates = new();
        hooks.Before = async call =>
        {
            if (call.Operation != StorageOperation.CreateDocument || !IsTask(call))
                return;
            creates.TrySetResult();
            await released.Task;
        };
        RedriveRequest slow = new(Target, MaxPerSecond: 1);
        Task<RedriveInfo> late = second.StartRedriveAsync(Source, slow, BrokerCluster.None);
        await creates.Task;
        RedriveInfo redrive = await first.StartRedriveAsync(Source, slow, BrokerCluster.None);
        released.SetResult();
        BrokerException refused = await Assert.ThrowsAsync<BrokerException>(() => late);
        Assert.Equal(BrokerErrorCode.RedriveInProgress, refused.Code);
        Assert.Equal(3, (await EndOfAsync(first, redrive)).Moved);
        RedriveInfo next = await second.StartRedriveAsync(Target, new RedriveRequest(Source), BrokerCluster.None);
        await EndOfAsync(second, next);
        next = await second.StartRedriveAsync(Source, slow, BrokerCluster.None);
        await EndOfAsync(second, next);
        Assert.Equal(2, (await first.ListRedrivesAsync(Source, BrokerCluster.None)).Count);
    });

    [Fact]
    public void Redrive_WhenTheDestinationWasMadeAnew_MovesIntoTheNewOne() => _time.Run(async () =>
    {
        Broker first = await StartFilledAsync(3);
        (Broker second, _) = await _cluster.StartAsync(time: _time);
        await second.GetSettingsAsync(Target, BrokerCluster.None);
        await RemakeAsync(first, Target);
        RedriveInfo redrive = await second.StartRedriveAsync(Source, new RedriveRequest(Target), BrokerCluster.None);
        RedriveInfo done = await EndOfAsync(second, redrive);
        Assert.Equal((RedriveState.Completed, 3L), (done.State, done.Moved));
        Assert.Equal((0L, 3L), (await VisibleAsync(first, Source), await VisibleAsync(first, Target)));
    });

    [Fact]
    public void Redrive_WhenTheSourceWasMadeAnew_MovesWhatIsInTheNewOne() => _time.Run(async () =>
    {
        Broker first = await StartFilledAsync(3);
        (Broker second, _) = await _cluster.StartAsync(time: _time);
        Assert.Equal(3, await VisibleAsync(second, Source));
        await RemakeAsync(first, Source);
        await BrokerCluster.SendAsync(first, Source, "new");
        RedriveInfo redrive = await second.StartRedriveAsync(Source, new RedriveRequest(Target), BrokerCluster.None);
        RedriveInfo done = await EndOfAsync(second, redrive);
        Assert.Equal((RedriveState.Completed, 1L, 1L), (done.State, done.Moved, done.Total));
        Assert.Equal(1, await VisibleAsync(first, Target));
    });

    [Theory]
    [InlineData(true, RedriveState.Completed, 3, 0)]
    [InlineData(false, RedriveState.Failed, 0, 3)]
    public void Redrive_WhenTheDestinationIsDeletedInAStep_CountsOnlyWhatArrives(
        bool isMadeAnew, RedriveState state, long moved, long left) => _time.Run(async () =>
    {
        StorageHooks hooks = new();
        Broker first = await StartFilledAsync(3, hooks);
        (Broker second, _) = await _cluster.StartAsync(time: _time);
        int deletions = 0;
        hooks.Before = async call =>
        {
            if (call.Operation != StorageOperation.Append || Interlocked.Exchange(ref deletions, 1) > 0)
                return;
            if (isMadeAnew)
                await RemakeAsync(second, Target);
            else
                await second.DeleteQueueAsync(Target, BrokerCluster.None);
        };
        RedriveInfo redrive = await first.StartRedriveAsync(Source, new RedriveRequest(Target), BrokerCluster.None);
        RedriveInfo done = await EndOfAsync(first, redrive);
        Assert.Equal((state, moved, 3L), (done.State, done.Moved, done.Total));
        Assert.Equal(left, await VisibleAsync(second, Source));
    });

    [Fact]
    public void Redrive_WhenTheSourceIsMadeAnewMeanwhile_FailsAndLeavesTheNewOneAlone() => _time.Run(async () =>
    {
        Broker first = await StartFilledAsync(20);
        (Broker second, _) = await _cluster.StartAsync(time: _time);
        RedriveInfo redrive = await first.StartRedriveAsync(
            Source, new RedriveRequest(Target, MaxPerSecond: 1), BrokerCluster.None);
        await RemakeAsync(second, Source);
        await BrokerCluster.SendAsync(second, Source, [.. Enumerable.Range(0, 30).Select(n => $"new{n}")]);
        Assert.Equal(RedriveState.Failed, (await EndOfAsync(first, redrive)).State);
        Assert.Equal(30, await VisibleAsync(second, Source));
    });

    private static bool IsTask(StorageCall call) => call.Target.StartsWith("redrives/", StringComparison.Ordinal);

    private static async Task RemakeAsync(Broker broker, QueueName queue)
    {
        await broker.DeleteQueueAsync(queue, BrokerCluster.None);
        await BrokerCluster.CreateAsync(broker, queue.Value);
    }

    private static async Task<long> VisibleAsync(Broker broker, QueueName queue) =>
        (await broker.GetQueueAsync(queue, BrokerCluster.None)).Stats.Visible;

    private async Task<RedriveInfo> EndOfAsync(Broker broker, RedriveInfo redrive)
    {
        await BrokerCluster.UntilAsync(_time, async () =>
            (await broker.GetRedriveAsync(redrive.TaskId, BrokerCluster.None)).EndedAt is not null);
        return await broker.GetRedriveAsync(redrive.TaskId, BrokerCluster.None);
    }

    /// <summary>A process, two queues, and messages in the first of them.</summary>
    private async Task<Broker> StartFilledAsync(int messages, StorageFaults? faults = null)
    {
        (Broker broker, _) = await _cluster.StartAsync(faults, _time);
        await BrokerCluster.CreateAsync(broker, Source.Value);
        await BrokerCluster.CreateAsync(broker, Target.Value);
        foreach (string[] bodies in Enumerable.Range(0, messages).Select(n => $"m{n}").Chunk(100))
            await BrokerCluster.SendAsync(broker, Source, bodies);
        return broker;
    }
}
