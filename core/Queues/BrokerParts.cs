using QueueService.Partitions;
using QueueService.Queues.Catalog;
using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Queues;

/// <summary>What the facade of queues shares with the others.</summary>
/// <param name="Engine">What partitions of any kind need.</param>
internal sealed record BrokerParts(IStore Store, PartitionServices Engine)
{
    public required QueueCatalog Catalog { get; init; }

    public required PartitionRegistry Partitions { get; init; }

    public required QueueLifecycle Lifecycle { get; init; }

    public required Housekeeping Housekeeping { get; init; }
}
