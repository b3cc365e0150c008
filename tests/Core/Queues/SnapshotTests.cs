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

        // A snapshot is named by a commit after it was written, and frames are deleted after that.
        await BrokerCluster.UntilAsync(async () =>
        {
            await BrokerCluster.SendAsync(broker, queue, "a");
            Assert.Single(await BrokerCluster.DrainAsync(broker, queue));
            return cluster.StoredFrames <= MemoryLimits.Default.MaxReplayFrames + 10;
        });
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
        await BrokerCluster.UntilAsync(async () =>
        {
            await BrokerCluster.SendAsync(broker, queue, "a");
            return faults.Listings > 2;
        });
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
        public int Listings { get; private set; }

        public bool IsOver => Listings > 0;

        public override ValueTask<StorageFault> BeforeAsync(StorageCall call)
        {
            if (call.Operation != StorageOperation.ListBlobs || ++Listings > 1)
                return base.BeforeAsync(call);
            throw new InvalidOperationException("An invariant is broken.");
        }
    }
}
