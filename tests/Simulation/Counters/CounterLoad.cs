using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>Tokens with their contents, on their way to another counter.</summary>
internal sealed class CounterLoad(
    OpenCounters counters, PartitionId source, OutboxBatch batch, IReadOnlyList<MovedToken> tokens) : TransferLoad
{
    public override int Count => tokens.Count;

    public override async Task<FrameNumber?> ArriveAsync(FrameNumber seen)
    {
        await counters.SendAsync(batch.Destination, new ArriveCommand(source, batch.First, tokens));
        return null;
    }
}
