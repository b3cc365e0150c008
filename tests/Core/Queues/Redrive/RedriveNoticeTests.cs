using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Queues;
using QueueService.Queues.Peek;
using QueueService.Queues.Redrive;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Core.Formats;

namespace QueueService.Tests.Core.Queues.Redrive;

/// <summary>
/// A process hears of a redrive that another has just started, and goes on with it when that one is killed.
/// </summary>
public sealed class RedriveNoticeTests : IDisposable
{
    private static readonly QueueName Source = QueueName.Parse("src");
    private static readonly QueueName Target = QueueName.Parse("dst");
    private readonly BrokerCluster _cluster = new();
    private readonly FakeTime _time = new();

    public void Dispose() => _time.Run(() => _cluster.DisposeAsync().AsTask());

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.0, 4.9)]
    [InlineData(1.7, 0.1)]
    [InlineData(3.4, 7.0)]
    [InlineData(4.9, 0.0)]
    [InlineData(4.9, 12.0)]
    public void Redrive_WhenItsProcessIsKilled_IsTakenOverWithin15SecondsByOneThatDidNotKnowOfIt(
        double startsAfter, double killedAfter) => _time.Run(async () =>
    {
        StorageHooks hooks = new();
        (Broker killed, _) = await _cluster.StartAsync(hooks, _time);
        await BrokerCluster.CreateAsync(killed, Target.Value);
        await BrokerCluster.CreateAsync(killed, Source.Value);
        await BrokerCluster.SendAsync(killed, Source, [.. Enumerable.Range(0, 50).Select(n => $"m{n}")]);
        (Broker other, _) = await _cluster.StartAsync(time: _time);
        await UseAsync(other);

        // The other has looked twice by now, and looks again in five seconds.
        await Task.Delay(TimeSpan.FromSeconds(15 + startsAfter), _time);
        await UseAsync(other);
        RedriveInfo redrive = await killed.StartRedriveAsync(
            Source, new RedriveRequest(Target, MaxPerSecond: 1), BrokerCluster.None);
        UInt128 owner = (await ReadAsync(redrive)).Owner;
        await Task.Delay(TimeSpan.FromSeconds(killedAfter), _time);
        hooks.Before = _ => throw new StorageUnavailableException("The process is gone.");
        await Task.Delay(TimeSpan.FromSeconds(14), _time);
        RedriveTask task = await ReadAsync(redrive);
        Assert.NotEqual(owner, task.Owner);
        Assert.NotEqual(UInt128.Zero, task.Owner);
        await BrokerCluster.UntilAsync(_time, async () => (await ReadAsync(redrive)).IsOver);
        Assert.Equal(50, (await ReadAsync(redrive)).Info.Moved);
    });

    [Fact]
    public void Look_WhileTheProcessIsUsed_CostsOneReadEveryFiveSecondsAndNoneOnceItRests() => _time.Run(async () =>
    {
        StorageHooks hooks = new();
        (Broker broker, _) = await _cluster.StartAsync(hooks, _time);
        await BrokerCluster.CreateAsync(broker, Source.Value);
        await UseAsync(broker);
        await Task.Delay(TimeSpan.FromSeconds(12), _time);
        await UseAsync(broker);
        int reads = hooks.Count(StorageOperation.GetDocument);
        int lists = hooks.Count(StorageOperation.ListDocuments);
        await Task.Delay(TimeSpan.FromSeconds(40), _time);
        Assert.Equal(reads + 8, hooks.Count(StorageOperation.GetDocument));
        Assert.Equal(lists, hooks.Count(StorageOperation.ListDocuments));
        await Task.Delay(TimeSpan.FromSeconds(60), _time);
        reads = hooks.Count(StorageOperation.GetDocument);
        await Task.Delay(TimeSpan.FromHours(1), _time);
        Assert.Equal(reads, hooks.Count(StorageOperation.GetDocument));
    });

    [Fact]
    public async Task HasNews_WhenANoticeComes_SaysSoAtTheNextTwoLooks()
    {
        MemoryStore store = new(new MemoryDisk(TimeProvider.System), new MemoryStoreOptions());
        RedriveNotice mine = new(store.Documents);
        RedriveNotice theirs = new(store.Documents);
        List<bool> news = [await mine.HasNewsAsync(default), await mine.HasNewsAsync(default)];
        news.Add(await mine.HasNewsAsync(default));
        await theirs.WriteAsync("src.1", default);
        for (int n = 0; n < 3; n++)
            news.Add(await mine.HasNewsAsync(default));
        await theirs.WriteAsync("src.1", default);
        for (int n = 0; n < 3; n++)
            news.Add(await mine.HasNewsAsync(default));
        Assert.Equal([true, true, false, true, true, false, true, true, false], news);
        Document stored = (await store.Documents.GetAsync("service", "redrives", default))!;
        Assert.Equal("01057372632e31", Hex.Of(stored.Content));
    }

    private static async Task UseAsync(Broker broker) =>
        await broker.PeekAsync(Source, new PeekQuery(), BrokerCluster.None);

    private async Task<RedriveTask> ReadAsync(RedriveInfo redrive)
    {
        await using MemoryStore store = _cluster.OpenStore(StorageFaults.None);
        return (await new RedriveStore(store.Documents, NullLogger.Instance).GetAsync(redrive.TaskId, default)).Task;
    }
}
