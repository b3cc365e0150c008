using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Machine;
using QueueService.Partitions.Messages;
using QueueService.Queues.Catalog;
using QueueService.Queues.Peek;
using QueueService.Replication.Leases;

namespace QueueService.Queues.Named;

/// <summary>
/// Finds messages that are named: by their sequence numbers without a search, else by a look through the queue.
/// </summary>
internal sealed class MessageFinder(PartitionRegistry partitions)
{
    /// <summary>That a message is edited and its old frame trimmed between two looks hardly happens twice.</summary>
    private const int MostLooks = 3;

    private static readonly PeekQuery AllOfThem = new() { State = PeekState.All };

    /// <summary>In the order of the names; null for those that are not there, or on their way out.</summary>
    public async Task<FoundMessage?[]> FindAsync(
        QueueRecord record, IReadOnlyList<NamedMessage> named, CancellationToken cancellationToken)
    {
        FoundMessage?[] found = new FoundMessage?[named.Count];
        for (int index = 0; index < record.Settings.Partitions; index++)
        {
            int[] places = [.. Places(found, n => PlaceIn(record, index, named[n]) is not null)];
            if (places.Length == 0)
                continue;
            using PartitionLease<QueuePartition> lease = await partitions.LeaseAsync(record.Partition(index));
            SequenceNumber[] wanted =
                [.. places.Select(n => PlaceIn(record, index, named[n])!.Value).Distinct()];
            foreach (FoundMessage message in await LookAsync(lease.Partition, index, wanted, cancellationToken))
                Take(found, named, places, lease.Partition, message);
        }

        int[] lacking = [.. Places(found, n => named[n].SequenceNumber is null)];
        if (lacking.Length > 0)
            await SearchAsync(record, named, lacking, found, cancellationToken);
        return found;
    }

    /// <summary>Where a message may be in a partition by its name; null if it is not said.</summary>
    private static SequenceNumber? PlaceIn(QueueRecord record, int index, NamedMessage named) =>
        named.SequenceNumber is { } number ? new SequenceNumber(number)
            : MessageIds.PlaceOf(named.Id) is ({ } partition, { } sequence) && partition == record.Partition(index)
                ? sequence
                : null;

    private static IEnumerable<int> Places(FoundMessage?[] found, Func<int, bool> isWanted) =>
        Enumerable.Range(0, found.Length).Where(n => found[n] is null && isWanted(n));

    private static void Take(
        FoundMessage?[] found,
        IReadOnlyList<NamedMessage> named,
        IEnumerable<int> places,
        QueuePartition partition,
        FoundMessage message)
    {
        MessageId id = MessageIds.Of(partition.Id, message.Delivery.Sequence, message.Traits);
        foreach (int n in places)
        {
            if (named[n].Id == id && (named[n].SequenceNumber ?? message.Delivery.Sequence.Value)
                == message.Delivery.Sequence.Value)
                found[n] ??= message;
        }
    }

    private static async Task<List<FoundMessage>> LookAsync(
        QueuePartition partition,
        int index,
        SequenceNumber[] wanted,
        CancellationToken cancellationToken)
    {
        List<FoundMessage> found = [];
        for (int looks = 0; wanted.Length > 0 && looks < MostLooks; looks++)
        {
            List<SequenceNumber> gone = [];
            foreach (Delivery delivery in await partition.SendAsync(new LocateCommand(wanted)))
            {
                if (await partition.Frames.ReadAsync(delivery.Frame, cancellationToken) is { } contents)
                    found.Add(new FoundMessage(index, delivery, contents));
                else
                    gone.Add(delivery.Sequence);
            }

            wanted = [.. gone];
        }

        return found;
    }

    private async Task SearchAsync(
        QueueRecord record,
        IReadOnlyList<NamedMessage> named,
        int[] lacking,
        FoundMessage?[] found,
        CancellationToken cancellationToken)
    {
        using QueueLook look = await QueueLook.BeginAsync(
            partitions, record, AllOfThem, int.MaxValue, cancellationToken);
        await foreach (LookedAt at in look.Messages.ReadAsync(
            Limits.MaxPageSize, Limits.MaxFetchBytes, cancellationToken))
        {
            if (at.Contents is { } contents)
            {
                FoundMessage message = new(at.Message.Partition, at.Message.Delivery, contents);
                Take(found, named, lacking, at.Partition, message);
            }

            if (!Array.Exists(lacking, n => found[n] is null))
                return;
        }
    }
}
