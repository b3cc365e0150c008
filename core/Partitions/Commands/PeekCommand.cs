using QueueService.Partitions.Drafts;
using QueueService.Partitions.State;
using QueueService.Queues.Messages;

namespace QueueService.Partitions.Commands;

/// <summary>Looks at messages by sequence number without changing anything.</summary>
internal sealed class PeekCommand(PeekState filter, SequenceNumber after, int limit)
    : PartitionCommand<IReadOnlyList<Delivery>>
{
    public override Decision Decide(Draft draft)
    {
        PartitionState state = draft.State;
        IEnumerable<MessageEntry> touched = state.Touched
            .Where(entry => entry.Sequence > after && !entry.IsExpired && Matches(entry))
            .OrderBy(entry => entry.Sequence)
            .Take(limit);
        IEnumerable<Delivery> found = touched.Select(entry => Delivery.Of(entry, filter != PeekState.Visible));
        IEnumerable<Delivery> unread = filter switch
        {
            PeekState.Visible => Unread(state.Unread),
            PeekState.Delayed => Unread(state.DelayedUnread)
                .Select(delivery => delivery with { VisibleAt = state.DelayedUntil(delivery.EnqueuedAt) }),
            _ => [],
        };
        found = found.Concat(unread).OrderBy(delivery => delivery.Sequence).Take(limit);
        return Answer([.. found]);
    }

    private bool Matches(MessageEntry entry) => filter switch
    {
        PeekState.Visible => entry.IsReady,
        PeekState.InFlight => !entry.IsReady && entry.Hold == Hold.InFlight,
        _ => !entry.IsReady && entry.Hold == Hold.Delayed,
    };

    private IEnumerable<Delivery> Unread(UnreadRuns runs)
    {
        int count = 0;
        foreach (UnreadRun run in runs.From(after.Plus(1)))
        {
            UnreadRun part = run.From(run.First > after ? run.First : after.Plus(1));
            for (int n = 0; n < part.Count; n++)
            {
                if (count++ == limit)
                    yield break;
                yield return Delivery.Of(part.From(part.First.Plus(n)));
            }
        }
    }
}
