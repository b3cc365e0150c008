using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>How the mover reaches counters.</summary>
internal sealed class CounterRoutes(OpenCounters counters) : TransferRoutes
{
    public override async ValueTask<TransferSource> LeaseAsync(PartitionId source) =>
        new CounterSource(counters, await counters.LeaseAsync(source));

    public override void Discard(PartitionId destination) => counters.Discard(destination);
}
