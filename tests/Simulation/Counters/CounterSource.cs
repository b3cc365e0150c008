using QueueService.Replication.Leases;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>A counter that tokens set out from.</summary>
internal sealed class CounterSource(OpenCounters counters, PartitionLease<CounterPartition> lease) : TransferSource
{
    private CounterPartition Partition => lease.Partition;

    public override Task<IReadOnlyList<OutboxBatch>> LookAsync() => Partition.Loop.SendQuietlyAsync(new LookCommand());

    public override async Task<TransferLoad?> LoadAsync(OutboxBatch batch)
    {
        List<MovedToken> tokens = [];
        await using ICommitLog log = Partition.Store.OpenLog(Partition.Id);
        foreach (Token token in ((CounterBatch)batch).Tokens)
        {
            if (await log.ReadFrameAsync(token.Frame, CancellationToken.None) is not { Payload: { } payload })
                return null;
            tokens.Add(new MovedToken(token, payload.Slice(token.Offset, token.Length)));
        }

        return new CounterLoad(counters, Partition.Id, batch, tokens);
    }

    public override Task EndAsync(PartitionId destination, TransferNumber? last) => Partition.Loop.SendAsync(
        new FinishCommand(destination, last ?? throw new InvalidOperationException("No counter is ever closed.")));

    public override void Dispose() => lease.Dispose();
}
