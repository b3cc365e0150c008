using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Features;
using QueueService.Partitions;
using QueueService.Partitions.Machine;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Catalog;
using QueueService.Queues.Messages;
using QueueService.Replication.Leases;
using QueueService.Replication.Loop;
using QueueService.Storage;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues;

/// <summary>
/// Queues forget which transfers they took from queues that were deleted, and take none twice all the same.
/// </summary>
public sealed class RetiredSourceTests
{
    private readonly BrokerCluster _cluster = new();

    [Fact]
    public async Task Delete_WhenMessagesWereMovedFromTheQueue_IsForgottenByTheirDestination()
    {
        await using BrokerCluster cluster = _cluster;
        (Broker broker, _) = await cluster.StartAsync();
        QueueName dead = await BrokerCluster.CreateAsync(broker, "dead");
        for (int n = 0; n < 5; n++)
        {
            QueueName queue = await FillAsync(broker, dead);
            await UntilMovedAsync(broker, dead, n + 1);
            await broker.DeleteQueueAsync(queue, BrokerCluster.None);
        }

        Assert.Equal(1, await InboxAsync());
        Assert.Equal(5, (await BrokerCluster.DrainAsync(broker, dead)).Count);
    }

    [Fact]
    public async Task Delete_WhenTheLevelOfTheStoreIsTheOldest_IsNotTold()
    {
        await using BrokerCluster cluster = _cluster;
        await cluster.OpenStore(StorageFaults.None).Documents.CreateAsync(
            "service", "feature-level", FeatureLevelStore.Encode(FeatureLevel.One), BrokerCluster.None);
        (Broker broker, _) = await cluster.StartAsync();
        QueueName dead = await BrokerCluster.CreateAsync(broker, "dead");
        for (int n = 0; n < 3; n++)
        {
            QueueName queue = await FillAsync(broker, dead);
            await UntilMovedAsync(broker, dead, n + 1);
            await broker.DeleteQueueAsync(queue, BrokerCluster.None);
        }

        Assert.Equal(3, await InboxAsync());
    }

    /// <summary>
    /// A process is held up just before it stores an arrival. Meanwhile another one finishes the move and deletes the
    /// source, which the destination then forgets.
    /// </summary>
    [Fact]
    public async Task Move_WhenItComesAfterItsSourceWasForgotten_IsNotTakenAgain()
    {
        await using BrokerCluster cluster = _cluster;
        StorageHooks hooks = new();
        TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        (Broker slow, _) = await cluster.StartAsync(hooks);
        QueueName dead = await BrokerCluster.CreateAsync(slow, "dead");
        string destination = Assert.Single(cluster.StoredPartitions);
        hooks.Before = call =>
        {
            if (call.Operation != StorageOperation.Append
                || !string.Equals(call.Target, destination, StringComparison.Ordinal))
                return Task.CompletedTask;
            held.TrySetResult();
            return released.Task;
        };
        QueueName queue = await FillAsync(slow, dead);
        await held.Task.WaitAsync(TimeSpan.FromSeconds(30));

        (Broker other, _) = await cluster.StartAsync();
        await UntilMovedAsync(other, dead, 1);
        await other.DeleteQueueAsync(queue, BrokerCluster.None);
        Assert.Equal(1, await InboxAsync());
        released.SetResult();
        await slow.GetQueueAsync(dead, BrokerCluster.None);
        await cluster.StopAsync(slow);
        Assert.Single(await BrokerCluster.DrainAsync(other, dead));
    }

    /// <summary>Creates a queue and has its one message set out for the dead-letter queue.</summary>
    private static async Task<QueueName> FillAsync(Broker broker, QueueName dead)
    {
        QueueName queue = await BrokerCluster.CreateAsync(
            broker, "q", new QueueSettingsChange { DeadLetter = new DeadLetterSetting(dead, 1) });
        await BrokerCluster.SendAsync(broker, queue, "a");
        ReceiveOptions atOnce = new(VisibilityTimeout: TimeSpan.Zero);
        Assert.Single(await broker.ReceiveAsync(queue, atOnce, BrokerCluster.None));
        Assert.Empty(await broker.ReceiveAsync(queue, atOnce, BrokerCluster.None));
        return queue;
    }

    private static Task UntilMovedAsync(Broker broker, QueueName dead, int count) => BrokerCluster.UntilAsync(
        async () => (await broker.GetQueueAsync(dead, BrokerCluster.None)).Stats.Visible == count);

    /// <summary>How many numbers the dead-letter queue remembers; the frame of the last retirement is one.</summary>
    private async Task<int> InboxAsync()
    {
        string name = Assert.Single(_cluster.StoredPartitions);
        PartitionId id = new(Convert.ToUInt64(name[..16], 16), 0);
        MemoryStore store = _cluster.OpenStore(StorageFaults.None);
        FeatureGate features = new(FeatureLevel.Newest);
        await using PartitionRegistry partitions = new PartitionWiring(
            store,
            TimeProvider.System,
            RandomSource.System,
            NullLogger.Instance,
            new QueueCatalog(store.Documents, features),
            MemoryLimits.Default,
            features).Partitions;
        using PartitionLease<QueuePartition> lease = await partitions.LeaseAsync(id);
        Replica replica = await Replica.OpenAsync(lease.Partition, store.Blobs, BrokerCluster.None);
        return ((QueueMachine)replica.Machine).State.Inbox.All.Count;
    }
}
