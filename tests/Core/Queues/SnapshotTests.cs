using QueueService.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Tests.Core.Queues;

/// <summary>When a log is made short.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public async Task Log_WhenItsFramesAreSmall_StaysShortAllTheSame()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        for (int n = 0; n < 2_000; n++)
        {
            await BrokerCluster.SendAsync(broker, queue, "a");
            MessageView message = Assert.Single(
                await broker.ReceiveAsync(queue, new ReceiveOptions(1), BrokerCluster.None));
            await broker.AcknowledgeAsync(queue, [message.ReceiptHandle!], BrokerCluster.None);
        }

        Assert.InRange(cluster.StoredFrames, 1, MemoryLimits.Default.MaxReplayFrames + 10);
        (Broker other, _) = await cluster.StartAsync();
        Assert.Equal(0, (await other.GetQueueAsync(queue, BrokerCluster.None)).Stats.Bytes);
    }
}
