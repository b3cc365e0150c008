using QueueService.Partitions.Drafts;
using QueueService.Partitions.State;
using QueueService.Queues;

namespace QueueService.Partitions.Commands;

/// <summary>Counts what the partition holds; what has expired is taken out first.</summary>
internal sealed class StatsCommand : PartitionCommand<PartitionStats>
{
    private readonly ExpireCommand _expire = new();

    public override Decision Decide(Draft draft)
    {
        // Counting twice beats counting wrong: what has expired leaves with this cycle, the next one counts the rest.
        if (draft.Events.Count == 0 && _expire.Decide(draft) == Decision.Done && draft.Events.Count > 0)
            return Decision.Defer;
        return Answer(Count(draft.State));
    }

    public static PartitionStats Count(PartitionState state) => new(
        state.Visible,
        state.InFlight,
        state.Delayed,
        state.Bytes,
        OldestOf(state),
        state.NextSequence,
        state.DeadLetters);

    /// <summary>When the oldest message was enqueued, whatever state it is in; null if there is none.</summary>
    /// <param name="withLeaving">Whether those count that are on their way to another queue.</param>
    public static Timestamp? OldestOf(PartitionState state, bool withLeaving = true)
    {
        Timestamp? oldest = state.Unread.OldestAt;
        foreach (MessageEntry entry in state.Touched)
        {
            if ((withLeaving || entry.Hold != Hold.Leaving) && (oldest is null || entry.EnqueuedAt < oldest))
                oldest = entry.EnqueuedAt;
        }

        return oldest;
    }
}
