using Microsoft.Extensions.Logging;
using QueueService.Features;
using QueueService.Partitions;
using QueueService.Partitions.Machine;
using QueueService.Queues.Catalog;
using QueueService.Queues.Metering;
using QueueService.Replication;
using QueueService.Replication.Contents;
using QueueService.Storage;

namespace QueueService.Queues;

/// <summary>
/// Gives partitions what they need from around them: other queues, and somebody who moves what is leaving.
/// </summary>
internal sealed class PartitionWiring
{
    private readonly ILogger _logger;

    public PartitionWiring(
        IStore store,
        TimeProvider time,
        RandomSource random,
        ILogger logger,
        QueueCatalog catalog,
        MemoryLimits memory,
        FeatureGate features)
    {
        Cache = new FrameCache(memory.FrameCacheBytes);
        _logger = logger;
        Leaving = new PartitionMarkers(store, "leaving", TimeSpan.FromMinutes(1), time, logger);
        Occupied = new PartitionMarkers(store, "occupied", TimeSpan.FromMinutes(10), time, logger);
        Meter = new QueueMeter(catalog);
        Partitions = new PartitionRegistry(new QueueServices(Engine(), Cache)
        {
            Held = Held,
            FindQueueAsync = catalog.FindTargetAsync,
            MarkLeavingAsync = state => Leaving.MarkAsync(state.Id, state.Queue.Value),
            MarkOccupiedAsync = state => Occupied.MarkAsync(state.Id, state.Queue.Value),
            CountersOf = Meter.Of,
            OnLeaving = Move,
            OnHeld = partition => OnHeld?.Invoke(partition),
        });

        PartitionServices Engine() => new(store, time, random, logger) { Memory = memory, Features = features };
    }

    public PartitionRegistry Partitions { get; }

    public FrameCache Cache { get; }

    /// <summary>Partitions that messages may be on their way from.</summary>
    public PartitionMarkers Leaving { get; }

    /// <summary>Partitions that may have messages.</summary>
    public PartitionMarkers Occupied { get; }

    public QueueMeter Meter { get; }

    /// <summary>What the open partitions hold together.</summary>
    public HeldTotals Held { get; } = new();

    /// <summary>
    /// Called when dead letters have come to wait in a partition for the way on which an exchange leads them, and when
    /// the maintenance tick finds some; null where nobody serves exchanges.
    /// </summary>
    public Action<PartitionId>? OnHeld { get; set; }

    private void Move(PartitionId partition)
    {
        if (Partitions.TryMoveLeaving(partition, out Task<bool>? move))
            _ = MoveWatch.RunAsync(_logger, partition, move);
    }
}
