using QueueService.Partitions.Machine;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Peek;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>How much there may be, and how much one answer may have.</summary>
public sealed class BoundTests : IAsyncLifetime
{
    private readonly BrokerCluster _cluster = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Create_WhenThereAreAsManyQueuesAsMayBe_IsRefusedUntilOneIsDeleted()
    {
        (Broker broker, _) = await _cluster.StartAsync(memory: new MemoryLimits { MaxQueues = 2 });
        QueueName first = await BrokerCluster.CreateAsync(broker, "a");
        await BrokerCluster.CreateAsync(broker, "b");
        Assert.Equal(BrokerErrorCode.TooManyQueues, await RefusedAsync(() => BrokerCluster.CreateAsync(broker, "c")));
        Assert.Equal(2, _cluster.StoredPartitions.Count);
        await BrokerCluster.CreateAsync(broker, "b");
        await broker.DeleteQueueAsync(first, BrokerCluster.None);
        await BrokerCluster.CreateAsync(broker, "c");
    }

    [Fact]
    public async Task Create_WhenThereAreAsManyPartitionsAsMayBe_IsRefused()
    {
        (Broker broker, _) = await _cluster.StartAsync(memory: new MemoryLimits { MaxPartitions = 5 });
        QueueName queue = await BrokerCluster.CreateAsync(broker, "a", new QueueSettingsChange { Partitions = 4 });
        QueueSettingsChange two = new() { Partitions = 2 };
        Assert.Equal(
            BrokerErrorCode.TooManyQueues, await RefusedAsync(() => BrokerCluster.CreateAsync(broker, "b", two)));
        QueueSettingsChange six = new() { Partitions = 6 };
        Assert.Equal(
            BrokerErrorCode.TooManyQueues,
            await RefusedAsync(() => broker.UpdateQueueAsync(queue, six, BrokerCluster.None)));
        await BrokerCluster.CreateAsync(broker, "b");
    }

    [Fact]
    public async Task SendAndRelease_WhenAsManyAreDelayedInAllAsMayBe_AreRefusedIfDelayed()
    {
        (Broker broker, _) = await _cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "a");
        await BrokerCluster.SendAsync(broker, queue, "one");
        string[] held = [.. (await broker.ReceiveAsync(queue, new ReceiveOptions(1), BrokerCluster.None))
            .Select(message => message.ReceiptHandle!)];
        NewMessage late = Partitions.HarnessCommands.Message("late") with { Delay = TimeSpan.FromSeconds(9) };

        // As if other queues had them.
        broker.Held.Replace(new HeldCounts(-Limits.MaxDelayedInAll, 0), null);
        Assert.Equal(
            BrokerErrorCode.Overloaded, await RefusedAsync(() => broker.SendAsync(queue, [late], BrokerCluster.None)));
        Assert.Equal(
            BrokerErrorCode.Overloaded,
            await RefusedAsync(() => broker.ReleaseAsync(queue, held, TimeSpan.FromSeconds(9), BrokerCluster.None)));
        await broker.ReleaseAsync(queue, held, TimeSpan.Zero, BrokerCluster.None);
        await BrokerCluster.SendAsync(broker, queue, "now");
    }

    [Fact]
    public async Task Send_WhenAsManyIdsAreRememberedInAllAsMayBe_IsRefusedIfItHasOne()
    {
        (Broker broker, _) = await _cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "a");
        NewMessage known = Partitions.HarnessCommands.Message("one") with { DeduplicationId = "1" };
        broker.Held.Replace(new HeldCounts(0, -Limits.MaxDeduplicationIdsInAll), null);
        Assert.Equal(
            BrokerErrorCode.Overloaded, await RefusedAsync(() => broker.SendAsync(queue, [known], BrokerCluster.None)));
        await BrokerCluster.SendAsync(broker, queue, "none");
    }

    [Fact]
    public async Task ListDeadLetterSources_WhenThereAreManyQueues_OpensNoLog()
    {
        StorageHooks hooks = new();
        (Broker broker, _) = await _cluster.StartAsync(hooks);
        QueueName dead = await BrokerCluster.CreateAsync(broker, "dead");
        QueueSettingsChange toDead = new() { DeadLetter = new DeadLetterSetting(dead, 3) };
        for (int n = 0; n < 3; n++)
            await BrokerCluster.CreateAsync(broker, $"q{n}", toDead);
        hooks.Before = call => call.Operation == StorageOperation.ListDocuments
            ? Task.CompletedTask
            : throw new InvalidOperationException($"{call.Operation} is not needed.");
        List<string> sources = [];
        await foreach (QueueName source in broker.ListDeadLetterSourcesAsync(dead, null, BrokerCluster.None))
            sources.Add(source.Value);
        hooks.Before = _ => Task.CompletedTask;
        Assert.Equal(["q0", "q1", "q2"], sources);
    }

    [Fact]
    public async Task Receive_WhenMessagesAreLarge_HandsOutWhatAnAnswerMayHave()
    {
        (Broker broker, _) = await _cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "large");
        await FillAsync(broker, queue, 10);
        List<int> received = [];
        while (received.Sum() < 10)
        {
            IReadOnlyList<MessageView> some = await broker.ReceiveAsync(
                queue, new ReceiveOptions(100), BrokerCluster.None);
            Assert.InRange(Bytes(some), 1, Limits.MaxAnswerBytes + Limits.MaxMessageBytes);
            received.Add(some.Count);
        }

        Assert.Equal(10, received.Sum());
        Assert.True(received.Count >= 3);
    }

    [Fact]
    public async Task Peek_WhenMessagesAreLarge_EndsThePageWithACursor()
    {
        (Broker broker, _) = await _cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "large");
        await FillAsync(broker, queue, 10);
        List<long> seen = [];
        string? cursor = null;
        do
        {
            Page<MessageView> page = await broker.PeekAsync(
                queue, new PeekQuery { Limit = 100, Cursor = cursor }, BrokerCluster.None);
            Assert.InRange(Bytes(page.Items), 0, Limits.MaxAnswerBytes + Limits.MaxMessageBytes);
            seen.AddRange(page.Items.Select(message => message.SequenceNumber));
            cursor = page.Cursor;
        }
        while (cursor is not null);
        Assert.Equal(10, seen.Distinct().Count());
        Assert.Equal(10, seen.Count);
    }

    private static long Bytes(IEnumerable<MessageView> views) => views.Sum(message => (long)message.Body.Length);

    private static async Task FillAsync(Broker broker, QueueName queue, int count)
    {
        NewMessage large = new() { Body = new byte[Limits.MaxMessageBytes], IsText = false };
        for (int n = 0; n < count; n++)
            await broker.SendAsync(queue, [large], BrokerCluster.None);
    }

    private static async Task<BrokerErrorCode> RefusedAsync(Func<Task> action) =>
        (await Assert.ThrowsAsync<BrokerException>(action)).Code;
}
