using QueueService.Partitions.Metering;
using QueueService.Partitions.Settings;
using QueueService.Queues;

namespace QueueService.Tests.Core.Queues;

public sealed class QueueCounterTests
{
    [Fact]
    public async Task ReadCounters_WhenAQueueWasMadeAgainElsewhere_NamesItOnce()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync();
        (Broker other, _) = await cluster.StartAsync();
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        await BrokerCluster.SendAsync(broker, queue, "a", "b");

        await other.DeleteQueueAsync(queue, BrokerCluster.None);
        await other.CreateQueueAsync(queue, new QueueSettingsChange(), BrokerCluster.None);
        await broker.GetQueueAsync(queue, BrokerCluster.None);
        await BrokerCluster.SendAsync(broker, queue, "c");

        KeyValuePair<QueueName, QueueCounters> counted = Assert.Single(broker.ReadCounters());
        Assert.Equal((queue, 1), (counted.Key, counted.Value.Sent));
    }
}
