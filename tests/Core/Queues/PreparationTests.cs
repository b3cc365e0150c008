using System.Text;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Storage;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>What one command needs from the store, no other command of the partition waits for.</summary>
public sealed class PreparationTests : IAsyncDisposable
{
    private static readonly MemoryLimits NoCache = MemoryLimits.Default with { FrameCacheBytes = 0 };
    private readonly BrokerCluster _cluster = new();
    private readonly StorageHooks _hooks = new();

    [Fact]
    public async Task Receive_WhenTheStoreIsSlowToReadMessages_HoldsUpNobodyElse()
    {
        (Broker broker, QueueName queue) = await StartColdAsync("a", "b", "c");
        TaskCompletionSource slow = new();
        _hooks.Before = call => IsRead(call) ? slow.Task : Task.CompletedTask;
        Task<IReadOnlyList<MessageView>> receive = broker.ReceiveAsync(
            queue, new ReceiveOptions(3), BrokerCluster.None);
        await BrokerCluster.SendAsync(broker, queue, "d");
        Assert.Equal(4, (await broker.GetQueueAsync(queue, BrokerCluster.None)).Stats.Visible);
        Assert.False(receive.IsCompleted);
        slow.SetResult();
        Assert.Equal(["a", "b", "c"], Bodies(await receive));
    }

    [Fact]
    public async Task Receive_WhenTheStoreCannotReadMessages_FailsAloneAndWorksOnceItCan()
    {
        (Broker broker, QueueName queue) = await StartColdAsync("a", "b");
        TaskCompletionSource slow = new();
        _hooks.Before = call => IsRead(call) ? slow.Task : Task.CompletedTask;
        Task<IReadOnlyList<MessageView>> receive = broker.ReceiveAsync(
            queue, new ReceiveOptions(2), BrokerCluster.None);
        await BrokerCluster.SendAsync(broker, queue, "c");
        int opened = _hooks.Count(StorageOperation.GetBlob) + _hooks.Count(StorageOperation.ReadFrames);
        slow.SetException(new StorageUnavailableException("The store does not answer."));
        BrokerException refused = await Assert.ThrowsAsync<BrokerException>(() => receive);
        Assert.Equal(BrokerErrorCode.StorageUnavailable, refused.Code);
        await BrokerCluster.SendAsync(broker, queue, "d");

        // The partition was not opened anew for it.
        Assert.Equal(opened, _hooks.Count(StorageOperation.GetBlob) + _hooks.Count(StorageOperation.ReadFrames));
        _hooks.Before = _ => Task.CompletedTask;
        Assert.Equal(["a", "b", "c", "d"], await BrokerCluster.DrainAsync(broker, queue));
    }

    [Fact]
    public async Task Receive_WhenTheBacklogIsCold_ReadsItInBulk()
    {
        (Broker broker, QueueName queue) = await StartColdAsync([.. Enumerable.Range(0, 500).Select(n => $"{n}")]);
        int before = Reads();
        IReadOnlyList<MessageView> received = await broker.ReceiveAsync(
            queue, new ReceiveOptions(10), BrokerCluster.None);
        Assert.Equal(10, received.Count);

        // Five pages bring all 500 frames; without a cache the contents of the ten are read one by one.
        Assert.InRange(Reads() - before, 1, 6 + received.Count);
    }

    [Fact]
    public async Task Receive_WhenTheDeadLetterQueueIsSlowToBeFound_HoldsUpNobodyElse()
    {
        (Broker broker, _) = await _cluster.StartAsync(_hooks);
        QueueName dead = await BrokerCluster.CreateAsync(broker, "dead");
        QueueName queue = await BrokerCluster.CreateAsync(
            broker, "q", new QueueSettingsChange { DeadLetter = new DeadLetterSetting(dead, 1) });
        await BrokerCluster.SendAsync(broker, queue, "poison");
        MessageView poison = Assert.Single(await broker.ReceiveAsync(queue, new ReceiveOptions(1), BrokerCluster.None));
        await broker.ReleaseAsync(queue, [poison.ReceiptHandle!], TimeSpan.Zero, BrokerCluster.None);
        TaskCompletionSource slow = new();
        _hooks.Before = call => call is { Operation: StorageOperation.GetDocument, Target: "queues/dead" }
            ? slow.Task
            : Task.CompletedTask;
        Task<IReadOnlyList<MessageView>> receive = broker.ReceiveAsync(
            queue, new ReceiveOptions(1), BrokerCluster.None);
        await BrokerCluster.SendAsync(broker, queue, "live");
        Assert.False(receive.IsCompleted);
        slow.SetResult();
        Assert.Equal(["live"], Bodies(await receive));
        await BrokerCluster.UntilAsync(async () => Bodies(
            await broker.ReceiveAsync(dead, new ReceiveOptions(1), BrokerCluster.None)) is ["poison"]);
    }

    [Fact]
    public async Task Receive_WhenTheProcessStopsWhileMessagesAreRead_EndsWithARefusal()
    {
        (Broker broker, QueueName queue) = await StartColdAsync("a", "b");
        TaskCompletionSource slow = new();
        _hooks.Before = call => IsRead(call) ? slow.Task : Task.CompletedTask;
        Task<IReadOnlyList<MessageView>> receive = broker.ReceiveAsync(
            queue, new ReceiveOptions(2), BrokerCluster.None);
        await BrokerCluster.SendAsync(broker, queue, "c");
        Task stop = _cluster.StopAsync(broker);
        slow.SetResult();
        await stop;
        Exception? ended = await Record.ExceptionAsync(() => receive);
        Assert.True(ended is null or BrokerException { Code: BrokerErrorCode.StorageUnavailable }, $"{ended}");
    }

    [Fact]
    public void Receive_WhenTheFirstOfAGroupOutlivesItsRetention_BringsTheSecondAtThatMoment()
    {
        FakeTime time = new();
        time.Run(async () =>
        {
            (Broker broker, _) = await _cluster.StartAsync(_hooks, time);
            QueueName queue = await BrokerCluster.CreateAsync(
                broker, "q.fifo", new QueueSettingsChange { Retention = TimeSpan.FromSeconds(60) });
            DateTimeOffset sent = time.GetUtcNow();
            await SendFifoAsync(broker, queue, "first");
            await broker.ReceiveAsync(
                queue, new ReceiveOptions(1) { VisibilityTimeout = TimeSpan.FromHours(1) }, BrokerCluster.None);
            await Task.Delay(TimeSpan.FromSeconds(50), time);
            await SendFifoAsync(broker, queue, "second");
            IReadOnlyList<MessageView> received = await broker.ReceiveAsync(
                queue, new ReceiveOptions(1) { Wait = TimeSpan.FromSeconds(20) }, BrokerCluster.None);
            Assert.Equal(["second"], Bodies(received));
            Assert.Equal(TimeSpan.FromSeconds(60), time.GetUtcNow() - sent);
            await _cluster.StopAsync(broker);
        });
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private static Task<IReadOnlyList<SendResult>> SendFifoAsync(Broker broker, QueueName queue, string body) =>
        broker.SendAsync(queue, [Partitions.HarnessCommands.Message(body, "g", body)], BrokerCluster.None);

    /// <summary>Each message in a frame of its own, and a process that knows none of them.</summary>
    private async Task<(Broker Broker, QueueName Queue)> StartColdAsync(params string[] bodies)
    {
        (Broker first, _) = await _cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(first, "q");
        foreach (string body in bodies)
            await BrokerCluster.SendAsync(first, queue, body);
        await _cluster.StopAsync(first);
        (Broker broker, _) = await _cluster.StartAsync(_hooks, memory: NoCache);

        // The partition is open before anything is made slow.
        Assert.Equal(bodies.Length, (await broker.GetQueueAsync(queue, BrokerCluster.None)).Stats.Visible);
        return (broker, queue);
    }

    private int Reads() => _hooks.Count(StorageOperation.ReadFrames) + _hooks.Count(StorageOperation.ReadFrame);

    private static bool IsRead(StorageCall call) =>
        call.Operation is StorageOperation.ReadFrames or StorageOperation.ReadFrame;

    private static string[] Bodies(IReadOnlyList<MessageView> messages) =>
        [.. messages.Select(message => Encoding.UTF8.GetString(message.Body.Span))];
}
