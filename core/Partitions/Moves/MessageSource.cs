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
            MessageTraits traits = item.Traits with { Replays = item.Traits.Replays?.After(earlier) ?? earlier };
            arrivals.Add(traits.Forward is { } way
                ? Forwarded(contents, item, traits, way)
                : new Arrival(contents[item.Index], traits));
        }

        return new MessageLoad(partitions, lease.Partition.Id, batch, arrivals);
    }

    /// <summary>A dead letter as it arrives on the way that an exchange showed.</summary>
    private Arrival Forwarded(FrameContents contents, OutboxItem item, MessageTraits traits, Forward way)
    {
        Content content = contents.Decode(lease.Partition.Id, item.Frame, item.Index);
        IReadOnlyList<string> keys = ForwardedContent.Keys(content, traits.Origin!.Queue, way.RoutingKey);
        return new Arrival(ForwardedContent.Of(content, way, keys), traits with { Forward = null })
        {
            RoutingKey = KeyHash.OfText(keys[0]),
        };
    }

    public override Task EndAsync(PartitionId destination, TransferNumber? last) => lease.Partition.SendAsync(
        new EndTransferCommand(destination, last, partitions.Features.Level >= FeatureLevel.Two));

    public override void Dispose() => lease.Dispose();
}
