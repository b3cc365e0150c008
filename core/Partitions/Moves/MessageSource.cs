using QueueService.Features;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Machine;
using QueueService.Replication.Leases;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions.Moves;

/// <summary>A partition that messages set out from.</summary>
internal sealed class MessageSource(PartitionRegistry partitions, PartitionLease<QueuePartition> lease) : TransferSource
{
    public override async Task<IReadOnlyList<OutboxBatch>> LookAsync() =>
        await lease.Partition.SendQuietlyAsync(new ReadOutboxCommand());

    public override async Task<TransferLoad?> LoadAsync(OutboxBatch batch)
    {
        IReadOnlyList<OutboxItem> items = ((MessageBatch)batch).Items;
        List<Arrival> arrivals = new(items.Count);
        foreach (OutboxItem item in items)
        {
            FrameContents? contents = await lease.Partition.Frames.ReadAsync(item.Frame, CancellationToken.None);
            if (contents is null)
                return null;
            Replays? earlier = contents.Messages[item.Index].Traits?.Replays;
            arrivals.Add(new Arrival(contents[item.Index], item.Traits with
            {
                Replays = item.Traits.Replays?.After(earlier) ?? earlier,
            }));
        }

        return new MessageLoad(partitions, lease.Partition.Id, batch, arrivals);
    }

    public override Task EndAsync(PartitionId destination, TransferNumber? last) => lease.Partition.SendAsync(
        new EndTransferCommand(destination, last, partitions.Features.Level >= FeatureLevel.Two));

    public override void Dispose() => lease.Dispose();
}
