using QueueService.Partitions.Drafts;
using QueueService.Partitions.Messages;
using QueueService.Partitions.State;
using QueueService.Replication;

namespace QueueService.Partitions.Commands;

/// <summary>
/// Looks at messages by sequence number without changing anything. What it costs depends on how many it answers, and
/// not on how many there are.
/// </summary>
/// <param name="after">Behind this one; from the newest on: in front of it.</param>
/// <param name="isNewestFirst">True for descending sequence numbers.</param>
/// <param name="isContinued">
/// True if the look began with another command, which has seen the end of the log.
/// </param>
internal sealed class PeekCommand(
    PeekState filter, SequenceNumber after, int limit, bool isNewestFirst = false, bool isContinued = false)
    : QueueCommand<IReadOnlyList<Delivery>>
{
    public override bool NeedsEndOfLog => !isContinued;

    public override Decision Decide(QueueDraft draft)
    {
        PartitionState state = draft.State;
        IEnumerable<Delivery> found = filter switch
        {
            PeekState.Visible => Visible(state),
            PeekState.InFlight => Held(state, state.InFlightSet, PeekState.InFlight),
            PeekState.Delayed => Delayed(state),
            PeekState.Held => DeadLetters(state),
            _ => Merge(
                Merge(Visible(state), DeadLetters(state)),
                Merge(Held(state, state.InFlightSet, PeekState.InFlight), Delayed(state))),
        };
        return Answer([.. found.Take(limit)]);
    }

    private IEnumerable<Delivery> Visible(PartitionState state) => Merge(
        Unread(state.Unread),
        Of(state.Returned).Select(message => Delivery.Of(state.Find(message)!, showVisibleAt: false)));

    /// <summary>Those held one by one, and those of a FIFO queue that its changed delay hides.</summary>
    private IEnumerable<Delivery> Delayed(PartitionState state) => Merge(
        Held(state, state.DelayedSet, PeekState.Delayed),
        Unread(state.DelayedUnread).Select(message => message with
        {
            VisibleAt = state.DelayedUntil(message.EnqueuedAt),
            State = PeekState.Delayed,
        }));

    /// <summary>Those that wait for their way; no time shows them again.</summary>
    private IEnumerable<Delivery> DeadLetters(PartitionState state) => Of(state.HeldSet).Select(
        message => Delivery.Of(state.Find(message)!, showVisibleAt: false) with { State = PeekState.Held });

    private IEnumerable<Delivery> Held(PartitionState state, SequenceSet messages, PeekState hold) =>
        Of(messages).Select(message => Delivery.Of(state.Find(message)!, showVisibleAt: true) with { State = hold });

    private IEnumerable<SequenceNumber> Of(SequenceSet messages) =>
        isNewestFirst ? messages.Before(after) : messages.After(after);

    private IEnumerable<Delivery> Unread(UnreadRuns runs) => isNewestFirst ? UnreadBefore(runs) : UnreadAfter(runs);

    private IEnumerable<Delivery> UnreadAfter(UnreadRuns runs)
    {
        SequenceNumber first = after.Plus(1);
        foreach (UnreadRun run in runs.From(first))
        {
            UnreadRun part = run.From(run.First > first ? run.First : first);
            for (int n = 0; n < part.Count; n++)
                yield return Delivery.Of(part.From(part.First.Plus(n)));
        }
    }

    private IEnumerable<Delivery> UnreadBefore(UnreadRuns runs)
    {
        foreach (UnreadRun run in runs.Before(after))
        {
            UnreadRun part = run.Before(after);
            for (int n = part.Count - 1; n >= 0; n--)
                yield return Delivery.Of(part.From(part.First.Plus(n)));
        }
    }

    /// <summary>Both in their order, which is that of the look.</summary>
    private IEnumerable<Delivery> Merge(IEnumerable<Delivery> left, IEnumerable<Delivery> right)
    {
        using IEnumerator<Delivery> one = left.GetEnumerator();
        using IEnumerator<Delivery> other = right.GetEnumerator();
        bool hasOne = one.MoveNext();
        bool hasOther = other.MoveNext();
        while (hasOne || hasOther)
        {
            bool isOne = hasOne
                && (!hasOther || (one.Current.Sequence < other.Current.Sequence) != isNewestFirst);
            yield return isOne ? one.Current : other.Current;
            if (isOne)
                hasOne = one.MoveNext();
            else
                hasOther = other.MoveNext();
        }
    }
}
