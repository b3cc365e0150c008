using QueueService.Exchanges.State;
using QueueService.Replication;
using QueueService.Replication.Contents;
using QueueService.Storage;

namespace QueueService.Exchanges.Machine;

/// <summary>What exchanges need from around them.</summary>
/// <param name="Engine">What partitions of any kind need.</param>
/// <param name="Cache">What was published.</param>
internal sealed record ExchangeServices(PartitionServices Engine, FrameCache Cache)
{
    /// <summary>Notes durably that copies are on their way from this exchange, before they set out.</summary>
    public required Func<ExchangeState, ValueTask> MarkLeavingAsync { get; init; }

    /// <summary>Copies are on their way from this exchange and want to be moved.</summary>
    public required Action<PartitionId> OnLeaving { get; init; }
}
