using QueueService.Partitions.Drafts;
using QueueService.Partitions.State;
using QueueService.Replication;

namespace QueueService.Partitions.Commands;

/// <summary>Counts what the partition holds.</summary>
internal sealed class StatsCommand : QueueCommand<PartitionStats>
{
    public override Decision Decide(QueueDraft draft) => Answer(Count(draft.State));

    public static PartitionStats Count(PartitionState state) => new(
        state.Visible,
        state.InFlight,
        state.DelayedInAll,
        state.Bytes,
        state.OldestAt,
        state.NextSequence,
        state.DeadLetters)
    {
        At = state.Clock,
        Held = state.HeldSet.Count,
        Totals = state.Totals,
    };
}
