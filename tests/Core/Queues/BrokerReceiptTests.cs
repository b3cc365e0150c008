using QueueService.Queues;
using QueueService.Queues.Messages;

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
}
