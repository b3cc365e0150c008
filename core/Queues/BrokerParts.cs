using QueueService.Partitions;
using QueueService.Queues.Catalog;
using QueueService.Replication;
using QueueService.Replication.Contents;
using QueueService.Storage;

namespace QueueService.Queues;

/// <summary>What the facade of queues shares with the others.</summary>
/// <param name="Engine">What partitions of any kind need.</param>
/// <param name="Cache">Contents of frames, of all kinds.</param>
internal sealed record BrokerParts(IStore Store, PartitionServices Engine, FrameCache Cache)
{
    public required QueueCatalog Catalog { get; init; }

    public required PartitionRegistry Partitions { get; init; }

    public required QueueLifecycle Lifecycle { get; init; }

    public required QueueListing Listing { get; init; }

    public required Housekeeping Housekeeping { get; init; }

    public required PartitionWiring Wiring { get; init; }
}
