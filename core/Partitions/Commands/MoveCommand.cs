using QueueService.Partitions.Drafts;
using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Partitions.Commands;

/// <summary>One step of a redrive: sets visible messages on their way, in order of their sequence numbers.</summary>
/// <param name="destination">Null: each message goes back to the queue that it came from.</param>
/// <param name="origins">The queues that were looked up so far; null stands for one that does not exist.</param>
/// <param name="only">The messages to move; null: all.</param>
internal sealed class MoveCommand(
    SequenceNumber from,
    SequenceNumber end,
    int limit,
    MoveTarget? destination,
    IReadOnlyDictionary<string, MoveTarget?> origins,
    IReadOnlySet<SequenceNumber>? only) : PartitionCommand<MoveBatch>
{
    public override int Messages => limit;

    public override Decision Decide(Draft draft)
    {
        PartitionState state = draft.State;
        List<(MessageEntry Entry, PartitionId Destination)> moves = [];
        SequenceNumber next = from;
        foreach (MessageEntry? entry in InOrder(state))
        {
            if (entry is null)
                return Decision.Load;
            if (moves.Count == limit)
                break;
            next = entry.Sequence.Plus(1);
            if (draft.IsClaimed(entry) || draft.IsExpired(entry) || only?.Contains(entry.Sequence) == false)
                continue;
            MoveTarget? target = destination;
            if (target is null)
            {
                if (entry.Traits?.Origin?.Queue is not { } origin)
                    continue;
                if (!origins.TryGetValue(origin, out target))
                    return Answer(new MoveBatch(0, from, origin));
            }

            if (target is not null)
                moves.Add((entry, target.Of(entry)));
        }

        foreach ((MessageEntry entry, _) in moves)
            draft.TryClaim(entry);
        draft.StartTransfers(MoveReason.Redrive, moves);
        return Answer(new MoveBatch(moves.Count, moves.Count == limit ? next : null));
    }

    /// <summary>The visible messages by sequence number; null where one is not loaded yet.</summary>
    private IEnumerable<MessageEntry?> InOrder(PartitionState state)
    {
        Queue<MessageEntry> touched = new(state.Touched
            .Where(entry => entry.IsReady && entry.Sequence >= from && entry.Sequence < end)
            .OrderBy(entry => entry.Sequence));
        foreach (UnreadRun run in state.Unread.From(from))
        {
            UnreadRun part = run.From(run.First > from ? run.First : from).Before(end);
            for (int n = 0; n < part.Count; n++)
            {
                SequenceNumber sequence = part.First.Plus(n);
                while (touched.TryPeek(out MessageEntry? entry) && entry.Sequence < sequence)
                    yield return touched.Dequeue();
                yield return state.Find(sequence);
            }

            if (part.Count == 0)
                break;
        }

        while (touched.TryDequeue(out MessageEntry? entry))
            yield return entry;
    }
}
