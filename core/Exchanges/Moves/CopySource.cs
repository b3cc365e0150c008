using QueueService.Exchanges.Commands;
using QueueService.Exchanges.Machine;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Moves;
using QueueService.Replication.Leases;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Exchanges.Moves;

/// <summary>An exchange that copies set out from.</summary>
/// <param name="queues">Where they arrive.</param>
internal sealed class CopySource(PartitionRegistry queues, PartitionLease<ExchangePartition> lease) : TransferSource
{
    private ExchangePartition Exchange => lease.Partition;

    public override async Task<IReadOnlyList<OutboxBatch>> LookAsync() =>
        await Exchange.Loop.SendQuietlyAsync(new ReadCopiesCommand());

    public override async Task<TransferLoad?> LoadAsync(OutboxBatch batch)
    {
        List<Arrival> arrivals = new(batch.Count);
        long bytes = 0;
        foreach (OutboxRun run in ((CopyBatch)batch).Runs)
        {
            if (await Exchange.Contents.ReadAsync(run.Frame, CancellationToken.None) is not { } frame)
                return null;
            for (int n = run.From; n < run.From + run.Count; n++)
            {
                Arrival copy = frame.Copy(Exchange.Id, n);
                bytes += copy.Content.Length;
                if (arrivals.Count > 0 && bytes > Limits.MaxTransferBytes)
                    return new MessageLoad(queues, Exchange.Id, batch, arrivals);
                arrivals.Add(copy);
            }
        }

        return new MessageLoad(queues, Exchange.Id, batch, arrivals);
    }

    public override Task EndAsync(PartitionId destination, TransferNumber? last) =>
        Exchange.Loop.SendAsync(new EndCopiesCommand(destination, last));

    public override void Dispose() => lease.Dispose();
}
