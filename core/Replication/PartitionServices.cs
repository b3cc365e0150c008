using Microsoft.Extensions.Logging;
using QueueService.Features;
using QueueService.Replication.Loop;
using QueueService.Storage;

namespace QueueService.Replication;

/// <summary>What partitions of any kind need from around them.</summary>
internal sealed record PartitionServices(IStore Store, TimeProvider Time, RandomSource Random, ILogger Logger)
{
    public required MemoryLimits Memory { get; init; }

    /// <summary>Which formats may be written: <c>Features.Level</c>.</summary>
    public required FeatureGate Features { get; init; }

    /// <summary>The time that commits may be made with.</summary>
    public ClockGuard Clock { get; } = new(Store.Clock, Time, Logger);
}
