using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Queues;
using QueueService.Queues.Redrive;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues.Redrive;

public sealed class RedriveStoreTests
{
    [Fact]
    public async Task List_WhenThereAreMoreThanAPage_FindsAll()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, MemoryStore store) = await cluster.StartAsync();
        RedriveStore redrives = new(store.Documents, NullLogger.Instance);
        QueueName queue = QueueName.Parse("dead");
        int count = Limits.MaxPageSize + 1;
        for (int n = 0; n < count; n++)
        {
            await EndedAsync(redrives, queue, n, DateTimeOffset.UnixEpoch.AddSeconds(n));
        }

        Assert.Equal(count, (await broker.ListRedrivesAsync(queue, BrokerCluster.None)).Count);
        Assert.Equal($"{queue}.{count - 1:x32}", (await broker.ListRedrivesAsync(queue, BrokerCluster.None))[0].TaskId);
    }

    [Fact]
    public async Task List_WhenThereAreMoreThanThePageHolds_GoesOnFromItsCursor()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, MemoryStore store) = await cluster.StartAsync();
        RedriveStore redrives = new(store.Documents, NullLogger.Instance);
        foreach ((string queue, int at) in new[] { ("b", 1), ("a", 3), ("c", 2), ("a", 2), ("hidden", 4) })
        {
            await EndedAsync(redrives, QueueName.Parse(queue), at, DateTimeOffset.UnixEpoch.AddSeconds(at));
        }

        List<string> seen = [];
        string? cursor = null;
        do
        {
            Page<RedriveInfo> page = await broker.ListRedrivesAsync(
                null, 2, cursor, BrokerCluster.None, queue => queue.Value is not "hidden");
            Assert.InRange(page.Items.Count, 1, 2);
            seen.AddRange(page.Items.Select(redrive => $"{redrive.Queue}{redrive.StartedAt.Second}"));
            cursor = page.Cursor;
        }
        while (cursor is not null);
        Assert.Equal(["a3", "c2", "a2", "b1"], seen);
        BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(
            () => broker.ListRedrivesAsync(null, 2, "x", BrokerCluster.None));
        Assert.Equal(BrokerErrorCode.InvalidCursor, refusal.Code);
    }

    [Fact]
    public async Task Maintain_WhenRedrivesEndedLongAgo_ForgetsAllButTheLastOfAQueue()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "dead");
        RedriveInfo? last = null;
        for (int n = 0; n < 3; n++)
        {
            last = await broker.StartRedriveAsync(queue, new RedriveRequest(), BrokerCluster.None);
            await BrokerCluster.UntilAsync(async () =>
                (await broker.GetRedriveAsync(last.TaskId, BrokerCluster.None)).State == RedriveState.Completed);
        }

        await broker.MaintainAsync(BrokerCluster.None);
        Assert.Equal(3, (await broker.ListRedrivesAsync(queue, BrokerCluster.None)).Count);
        (Broker later, _) = await cluster.StartAsync(time: new LaterTime(TimeSpan.FromDays(15)));
        Assert.Equal(last!.TaskId, Assert.Single(await later.ListRedrivesAsync(queue, BrokerCluster.None)).TaskId);
        RedriveInfo next = await later.StartRedriveAsync(queue, new RedriveRequest(), BrokerCluster.None);
        Assert.NotEqual(last.TaskId, next.TaskId);
    }

    [Fact]
    public async Task Start_WhenAQueueHasHadAsManyAsAreKept_ForgetsTheOldest()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, MemoryStore store) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "dead");
        RedriveStore redrives = new(store.Documents, NullLogger.Instance);
        for (int n = 1; n <= Redrives.MostKept; n++)
            await EndedAsync(redrives, queue, n, DateTimeOffset.UtcNow);

        RedriveInfo next = await broker.StartRedriveAsync(queue, new RedriveRequest(), BrokerCluster.None);

        IReadOnlyList<RedriveInfo> kept = await broker.ListRedrivesAsync(queue, BrokerCluster.None);
        string[] ids = [.. kept.Select(redrive => redrive.TaskId)];
        Assert.Equal(Redrives.MostKept, ids.Length);
        Assert.Contains(next.TaskId, ids);
        Assert.DoesNotContain($"{queue}.{1:x32}", ids);
    }

    [Fact]
    public async Task Maintain_WhenManyHaveEndedInAll_KeepsTheNewestAndTheLastOfEachQueue()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, MemoryStore store) = await cluster.StartAsync();
        RedriveStore redrives = new(store.Documents, NullLogger.Instance);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        const int Queues = (Redrives.MostKeptInAll / (Redrives.MostKept - 1)) + 2;
        for (int queue = 0; queue < Queues; queue++)
        {
            for (int n = 1; n <= Redrives.MostKept; n++)
                await EndedAsync(redrives, QueueName.Parse($"q{queue:000}"), n, now.AddSeconds(queue - Queues));
        }

        await broker.MaintainAsync(BrokerCluster.None);

        long before = store.Meter.Transactions;
        Page<RedriveInfo> page = await broker.ListRedrivesAsync(null, 1000, null, BrokerCluster.None);
        Assert.InRange(store.Meter.Transactions - before, 1, 12);
        Assert.Equal($"q{Queues - 1:000}", page.Items[0].Queue.Value);
        QueueName oldest = QueueName.Parse("q000");
        Assert.Equal(
            $"{oldest}.{Redrives.MostKept:x32}",
            Assert.Single(await broker.ListRedrivesAsync(oldest, BrokerCluster.None)).TaskId);
        QueueName newest = QueueName.Parse($"q{Queues - 1:000}");
        Assert.Equal(Redrives.MostKept, (await broker.ListRedrivesAsync(newest, BrokerCluster.None)).Count);
    }

    private static async Task EndedAsync(RedriveStore redrives, QueueName queue, int number, DateTimeOffset at)
    {
        RedriveInfo info = new(
            $"{queue}.{number:x32}", queue, new RedriveRequest(), RedriveState.Completed, 0, 0, at, at, null);
        Assert.True(await redrives.TryCreateAsync(new RedriveTask(info, [], []), BrokerCluster.None));
    }
}
