using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Storage.Memory;

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

    [Fact]
    public async Task Log_WhenADeletionFailsByAFault_TellsSoOnceAndGoesOn()
    {
        LogRecord log = new();
        BrokenCleaning faults = new();
        await using BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync(
            faults, memory: new MemoryLimits { MaxReplayFrames = 4 }, logger: log);
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        for (int n = 0; n < 100; n++)
            await BrokerCluster.SendAsync(broker, queue, "a");
        Assert.True(faults.IsOver);
        Assert.Contains("could not be deleted", Assert.Single(log.Errors), StringComparison.Ordinal);
        Assert.InRange(cluster.StoredBlobs, 1, 3);
    }

    [Fact]
    public async Task Dispose_WhenADeletionHasFailedByAFault_EndsAllTheSame()
    {
        BrokenCleaning faults = new();
        BrokerCluster cluster = new();
        (Broker broker, _) = await cluster.StartAsync(faults, memory: new MemoryLimits { MaxReplayFrames = 4 });
        QueueName queue = await BrokerCluster.CreateAsync(broker, "q");
        while (!faults.IsOver)
            await BrokerCluster.SendAsync(broker, queue, "a");
        await cluster.DisposeAsync();
    }

    /// <summary>The first listing of snapshots meets a fault of the program.</summary>
    private sealed class BrokenCleaning : StorageFaults
    {
        public bool IsOver { get; private set; }

        public override ValueTask<StorageFault> BeforeAsync(StorageCall call)
        {
            if (IsOver || call.Operation != StorageOperation.ListBlobs)
                return base.BeforeAsync(call);
            IsOver = true;
            throw new InvalidOperationException("An invariant is broken.");
        }
    }
}
