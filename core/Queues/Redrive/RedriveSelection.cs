using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Loop;
using QueueService.Queues.Catalog;
using QueueService.Queues.Messages;
using QueueService.Storage;

namespace QueueService.Queues.Redrive;

/// <summary>Finds chosen messages in a queue by their ids.</summary>
internal static class RedriveSelection
{
    /// <summary>
    /// By partition the sequence numbers of those that are visible, in order; what is not there is left out.
    /// </summary>
    public static async Task<IReadOnlyList<IReadOnlyList<SequenceNumber>>> FindAsync(
        PartitionRegistry partitions,
        QueueRecord record,
        IReadOnlyList<MessageId> ids,
        CancellationToken cancellationToken)
    {
        HashSet<MessageId> wanted = [.. ids];
        List<IReadOnlyList<SequenceNumber>> found = [];
        foreach (PartitionId partition in record.Partitions)
        {
            using PartitionLease lease = await partitions.LeaseAsync(partition);
            found.Add(await FindAsync(lease.Loop, wanted, cancellationToken));
        }

        return found;
    }

    /// <summary>Takes those that it finds out of <paramref name="wanted"/>.</summary>
    private static async Task<IReadOnlyList<SequenceNumber>> FindAsync(
        PartitionLoop partition, HashSet<MessageId> wanted, CancellationToken cancellationToken)
    {
        List<SequenceNumber> found = [];
        SequenceNumber after = default;
        while (wanted.Count > 0)
        {
            IReadOnlyList<Delivery> page = await partition.SendAsync(
                new PeekCommand(PeekState.Visible, after, Limits.MaxPageSize));
            if (page.Count == 0)
                break;
            foreach (Delivery delivery in page)
            {
                FrameContents? contents = await partition.Frames.ReadAsync(delivery.Frame, cancellationToken);
                if (contents is not null && wanted.Remove(MessageIds.Of(
                    partition.Id, delivery.Sequence, contents.Messages[delivery.Index].Traits)))
                    found.Add(delivery.Sequence);
                if (wanted.Count == 0)
                    break;
            }

            after = page[^1].Sequence;
        }

        return found;
    }
}
