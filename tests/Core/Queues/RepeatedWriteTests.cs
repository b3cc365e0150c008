using QueueService.Partitions.Messages;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Storage;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>The store carries writes out twice and answers what it found the second time.</summary>
public sealed class RepeatedWriteTests
{
    private readonly RepeatedWrites _faults = new();

    [Fact]
    public async Task Commands_WhenEachWriteIsDoneTwice_AreCarriedOutOnce()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync(_faults);
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        for (int n = 0; n < 3; n++)
            await BrokerCluster.SendAsync(broker, queue, $"m{n}");
        Assert.Equal(3, (await broker.GetQueueAsync(queue, BrokerCluster.None)).Stats.Visible);
        IReadOnlyList<MessageView> received =
            await broker.ReceiveAsync(queue, new ReceiveOptions(1), BrokerCluster.None);
        Assert.Equal((1, "m0"), (received[0].ReceiveCount, System.Text.Encoding.UTF8.GetString(received[0].Body.Span)));
        string[] handles = [received[0].ReceiptHandle!];
        Assert.Equal([ReceiptStatus.Done], await broker.AcknowledgeAsync(queue, handles, BrokerCluster.None));
        Assert.Equal(["m1", "m2"], await BrokerCluster.DrainAsync(broker, queue));
        Assert.True(_faults.Repeated > 8);
    }

    [Fact]
    public async Task Send_WhenItIsDoneTwice_PassesNoDuplicate()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync(_faults);
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q.fifo");
        NewMessage[] batch = [Partitions.HarnessCommands.Message("a", "g", "id")];
        SendResult first = Assert.Single(await broker.SendAsync(queue, batch, BrokerCluster.None));
        SendResult second = Assert.Single(await broker.SendAsync(queue, batch, BrokerCluster.None));
        Assert.Equal((false, true), (first.Deduplicated, second.Deduplicated));
        Assert.Equal(first.MessageId, second.MessageId);
    }

    [Fact]
    public async Task Send_WhenAnotherProcessCommitsBetweenTheTwoTimes_IsCarriedOutOnce()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync(_faults);
        (Broker other, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(other, "q");
        _faults.Between = call => call.Operation == StorageOperation.Append
            ? BrokerCluster.SendAsync(other, queue, "between")
            : Task.CompletedTask;
        await BrokerCluster.SendAsync(broker, queue, "once");
        Assert.Equal(["once", "between"], await BrokerCluster.DrainAsync(other, queue));
    }

    [Fact]
    public async Task Send_WhenItsFrameIsGoneBeforeItWasSeen_SaysThatItIsUnknown()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync(_faults);
        (Broker other, _) = await cluster.StartAsync(memory: new MemoryLimits { MaxReplayFrames = 1 });
        QueueName queue = await BrokerCluster.CreateAsync(other, "q");
        _faults.IsRepeated = call => call.Operation == StorageOperation.Append;
        _faults.Between = async _ =>
        {
            // What was sent is taken, and the frame that it was in is trimmed.
            Assert.Equal(["once"], await BrokerCluster.DrainAsync(other, queue));
            await BrokerCluster.UntilAsync(async () =>
            {
                await BrokerCluster.SendAsync(other, queue, "more");
                await BrokerCluster.DrainAsync(other, queue);
                return cluster.FirstFrame > new FrameNumber(2);
            });
        };
        BrokerException unknown = await Assert.ThrowsAsync<BrokerException>(
            () => BrokerCluster.SendAsync(broker, queue, "once"));
        Assert.Equal(BrokerErrorCode.OutcomeUnknown, unknown.Code);
        Assert.Empty(await BrokerCluster.DrainAsync(other, queue));
    }

    [Fact]
    public async Task Send_WhenOthersWereFirstAndTheirFramesAreGone_IsDecidedAgain()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync();
        (Broker other, _) = await cluster.StartAsync(memory: new MemoryLimits { MaxReplayFrames = 1 });
        QueueName queue = await BrokerCluster.CreateAsync(other, "q");
        await BrokerCluster.SendAsync(broker, queue, "first");
        await BrokerCluster.DrainAsync(other, queue);
        await BrokerCluster.UntilAsync(async () =>
        {
            await BrokerCluster.SendAsync(other, queue, "more");
            await BrokerCluster.DrainAsync(other, queue);
            return cluster.FirstFrame > new FrameNumber(3);
        });
        await BrokerCluster.SendAsync(broker, queue, "last");
        Assert.Equal(["last"], await BrokerCluster.DrainAsync(other, queue));
    }

    /// <summary>The two appends, and between them the head, what is new, and the head.</summary>
    [Fact]
    public async Task Send_WhenAnotherProcessWasFirst_CostsNoMoreThanCatchingUp()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, MemoryStore store) = await cluster.StartAsync();
        (Broker other, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        await BrokerCluster.SendAsync(broker, queue, "a");
        await BrokerCluster.SendAsync(other, queue, "b");
        long before = store.Meter.Transactions;
        await BrokerCluster.SendAsync(broker, queue, "c");
        Assert.Equal(5, store.Meter.Transactions - before);
    }
}
