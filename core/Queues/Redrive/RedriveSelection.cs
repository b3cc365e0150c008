using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Loop;
using QueueService.Queues.Messages;

namespace QueueService.Queues.Redrive;

/// <summary>Finds chosen messages in a partition by their ids.</summary>
internal static class RedriveSelection
{
    /// <summary>
    /// The sequence numbers of those that are visible in this partition; what is not there is left out.
    /// </summary>
    public static async Task<HashSet<SequenceNumber>> FindAsync(
        PartitionLoop partition, IReadOnlyList<MessageId> ids, CancellationToken cancellationToken)
    {
        HashSet<MessageId> wanted = [.. ids];
        HashSet<SequenceNumber> found = [];
        SequenceNumber after = default;
        while (found.Count < wanted.Count)
        {
            IReadOnlyList<Delivery> page = await partition.SendAsync(
                new PeekCommand(PeekState.Visible, after, Limits.MaxPageSize));
            if (page.Count == 0)
                break;
            foreach (Delivery delivery in page)
            {
                FrameContents? contents = await partition.Frames.ReadAsync(delivery.Frame, cancellationToken);
                if (contents is null)
                    continue;
                MessageId id = MessageIds.Of(
                    partition.Id, delivery.Sequence, contents.Messages[delivery.Index].Traits);
                if (wanted.Contains(id))
                    found.Add(delivery.Sequence);
            }

            after = page[^1].Sequence;
        }

        return found;
    }
}
