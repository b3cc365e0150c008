using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.State;
using QueueService.Queues;

namespace QueueService.Partitions.Commands;

/// <summary>Takes out what has outlived the retention of the queue.</summary>
internal sealed class ExpireCommand : PartitionCommand<int>
{
    public override bool NeedsEndOfLog => false;

    public override Decision Decide(Draft draft)
    {
        List<SequenceRange> unread = [];
        List<SequenceNumber> touched = [];
        foreach (UnreadRun run in draft.State.Unread.All)
        {
            if (run.EnqueuedAt + draft.State.Settings.Retention > draft.Now || unread.Count == Limits.MaxFrameMessages)
                break;
            unread.Add(new SequenceRange(run.First, run.Count));
        }

        foreach (MessageEntry entry in draft.State.Touched)
        {
            if (entry.Hold != Hold.Leaving && draft.IsExpired(entry) && touched.Count < Limits.MaxFrameMessages
                && draft.TryClaim(entry))
                touched.Add(entry.Sequence);
        }

        int count = unread.Sum(range => range.Count) + touched.Count;
        if (count > 0)
        {
            draft.Add(new Expired([.. unread], [.. touched]));
            draft.Seal();
        }

        return Answer(count);
    }

    /// <summary>When there is something to take out; null while nothing is here that can expire.</summary>
    public static Timestamp? NextOf(PartitionState state) =>
        StatsCommand.OldestOf(state, withLeaving: false) + state.Settings.Retention;
}
