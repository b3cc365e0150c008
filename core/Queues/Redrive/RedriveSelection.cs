using QueueService.Partitions;
using QueueService.Queues.Catalog;
using QueueService.Queues.Named;

namespace QueueService.Queues.Redrive;

/// <summary>Finds the messages of a queue that a redrive names.</summary>
internal static class RedriveSelection
{
    /// <summary>
    /// By partition the sequence numbers of those that are visible, in order; what is not there is left out.
    /// </summary>
    public static async Task<IReadOnlyList<IReadOnlyList<SequenceNumber>>> FindAsync(
        PartitionRegistry partitions,
        QueueRecord record,
        IReadOnlyList<NamedMessage> named,
        CancellationToken cancellationToken)
    {
        FoundMessage?[] found = await new MessageFinder(partitions).FindAsync(record, named, cancellationToken);
        ILookup<int, SequenceNumber> visible = found.OfType<FoundMessage>()
            .Where(message => message.IsVisible)
            .ToLookup(message => message.Partition, message => message.Delivery.Sequence);
        return
        [
            .. Enumerable.Range(0, record.Settings.Partitions)
                .Select(partition => visible[partition].Distinct().Order().ToList()),
        ];
    }
}
