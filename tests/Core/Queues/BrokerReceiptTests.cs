using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Settings;

namespace QueueService.Tests.Core.Queues;

/// <summary>What receipt handles are worth, asked of the broker.</summary>
public sealed class BrokerReceiptTests
{
    [Fact]
    public async Task Acknowledge_WhenTheHandleIsOfAnotherQueue_TellsItFromOneThatWasMadeUp()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        QueueName other = await BrokerCluster.CreateAsync(broker, "other");
        await BrokerCluster.SendAsync(broker, queue, "m");
        string handle = (await broker.ReceiveAsync(queue, new ReceiveOptions(), BrokerCluster.None))[0].ReceiptHandle!;
        Assert.Equal(
            [ReceiptStatus.OtherQueue, ReceiptStatus.Invalid],
            await broker.AcknowledgeAsync(other, [handle, "garbage"], BrokerCluster.None));
        Assert.Equal([ReceiptStatus.Done], await broker.AcknowledgeAsync(queue, [handle], BrokerCluster.None));
    }

    [Fact]
    public async Task Receive_WhenAsManyAreInFlightAsMayBe_RefusesIfAskedTo()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        string[] bodies = [.. Enumerable.Repeat("m", Limits.MaxBatchMessages)];
        ReceiveOptions options = new(
            Limits.MaxBatchMessages, VisibilityTimeout: Limits.MaxVisibilityTimeout, RefuseAtLimit: true);
        IReadOnlyList<MessageView> last = [];
        for (int n = 0; n < Limits.MaxInFlight; n += bodies.Length)
        {
            await BrokerCluster.SendAsync(broker, queue, bodies);
            last = await broker.ReceiveAsync(queue, options, BrokerCluster.None);
            Assert.Equal(bodies.Length, last.Count);
        }

        await BrokerCluster.SendAsync(broker, queue, "one more");
        BrokerException refused = await Assert.ThrowsAsync<BrokerException>(
            () => broker.ReceiveAsync(queue, options, BrokerCluster.None));
        Assert.Equal(BrokerErrorCode.TooManyInFlight, refused.Code);
        Assert.Empty(await broker.ReceiveAsync(queue, new ReceiveOptions(), BrokerCluster.None));
        Assert.Empty(await broker.ReceiveAsync(
            queue, options with { Wait = TimeSpan.FromMilliseconds(1) }, BrokerCluster.None));
        await broker.AcknowledgeAsync(queue, [last[0].ReceiptHandle!], BrokerCluster.None);
        Assert.Single(await broker.ReceiveAsync(queue, options, BrokerCluster.None));
    }

    [Fact]
    public async Task Receive_WhenTheQueueIsDeletedWhileItWaits_FindsNoQueue()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(
            broker, "q", new QueueSettingsChange { Partitions = 3 });
        Task<IReadOnlyList<MessageView>> waiting = broker.ReceiveAsync(
            queue, new ReceiveOptions(Wait: TimeSpan.FromSeconds(20)), BrokerCluster.None);
        await broker.DeleteQueueAsync(queue, BrokerCluster.None);
        BrokerException refused = await Assert.ThrowsAsync<BrokerException>(() => waiting);
        Assert.Equal(BrokerErrorCode.QueueNotFound, refused.Code);
    }
}
