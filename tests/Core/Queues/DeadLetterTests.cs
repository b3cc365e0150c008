using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Tests.Core.Queues;

/// <summary>
/// Where messages go that were received too often, and what becomes of them if that queue is not there.
/// </summary>
public sealed class DeadLetterTests
{
    private static readonly ReceiveOptions AtOnce = new(1, VisibilityTimeout: TimeSpan.Zero);

    [Fact]
    public async Task Receive_WhenTheDeadLetterQueueWasDeleted_DeliversOn()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, QueueName queue, _) = await LoseDeadLettersAsync(cluster);
        await BrokerCluster.SendAsync(broker, queue, "second");

        for (int n = 1; n <= 3; n++)
            Assert.Equal(n, (await OneAsync(broker, queue)).ReceiveCount);
    }

    [Fact]
    public async Task Receive_WhenTheDeadLetterQueueWasMadeAgain_MovesThere()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, QueueName queue, QueueName dead) = await LoseDeadLettersAsync(cluster);
        await BrokerCluster.CreateAsync(broker, "dead");

        await DieAsync(broker, queue, dead, "second");

        Assert.Equal(["second"], await BrokerCluster.DrainAsync(broker, dead));
    }

    [Fact]
    public async Task Receive_WhenTheDeadLetterQueueWasMadeLate_MovesThere()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync();
        QueueName dead = QueueName.Parse("dead");
        QueueName queue = await CreateAsync(broker, "q", dead);
        await BrokerCluster.SendAsync(broker, queue, "poison");
        for (int n = 1; n <= 3; n++)
            Assert.Equal(n, (await OneAsync(broker, queue)).ReceiveCount);
        await BrokerCluster.CreateAsync(broker, "dead");

        Assert.Empty(await broker.ReceiveAsync(queue, AtOnce, BrokerCluster.None));

        Assert.Equal(4, (await ArrivedAsync(broker, dead)).ReceiveCount);
    }

    [Fact]
    public async Task Receive_WhenDeadLetterQueuesAreChained_DeliversInEach()
    {
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync();
        QueueName last = await BrokerCluster.CreateAsync(broker, "last");
        QueueName middle = await CreateAsync(broker, "middle", last);
        QueueName first = await CreateAsync(broker, "first", middle);
        await DieAsync(broker, first, middle, "poison");

        Assert.Equal(2, (await OneAsync(broker, middle)).ReceiveCount);
        Assert.Empty(await broker.ReceiveAsync(middle, AtOnce, BrokerCluster.None));

        MessageView end = await ArrivedAsync(broker, last);
        Assert.Equal((3, "middle"), (end.ReceiveCount, end.DeadLetter!.SourceQueue));
    }

    /// <summary>A queue that has used its dead-letter queue, which was then deleted.</summary>
    private static async Task<(Broker Broker, QueueName Queue, QueueName Dead)> LoseDeadLettersAsync(
        BrokerCluster cluster)
    {
        (Broker broker, _) = await cluster.StartAsync();
        QueueName dead = await BrokerCluster.CreateAsync(broker, "dead");
        QueueName queue = await CreateAsync(broker, "q", dead);
        await DieAsync(broker, queue, dead, "first");
        await broker.DeleteQueueAsync(dead, BrokerCluster.None);
        return (broker, queue, dead);
    }

    private static Task<QueueName> CreateAsync(Broker broker, string name, QueueName dead) => BrokerCluster.CreateAsync(
        broker, name, new QueueSettingsChange { DeadLetter = new DeadLetterSetting(dead, 1) });

    /// <summary>Sends a message that has come to the dead-letter queue when this ends.</summary>
    private static async Task DieAsync(Broker broker, QueueName queue, QueueName dead, string body)
    {
        await BrokerCluster.SendAsync(broker, queue, body);
        await OneAsync(broker, queue);
        Assert.Empty(await broker.ReceiveAsync(queue, AtOnce, BrokerCluster.None));
        await BrokerCluster.UntilAsync(
            async () => (await broker.GetQueueAsync(dead, BrokerCluster.None)).Stats.Visible > 0);
    }

    private static async Task<MessageView> OneAsync(Broker broker, QueueName queue) =>
        Assert.Single(await broker.ReceiveAsync(queue, AtOnce, BrokerCluster.None));

    private static async Task<MessageView> ArrivedAsync(Broker broker, QueueName queue) => Assert.Single(
        await broker.ReceiveAsync(queue, AtOnce with { Wait = TimeSpan.FromSeconds(20) }, BrokerCluster.None));
}
