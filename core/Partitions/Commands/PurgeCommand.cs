using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Replication;

namespace QueueService.Partitions.Commands;

/// <summary>Takes out everything: visible, in flight and delayed.</summary>
internal sealed class PurgeCommand : QueueCommand<bool>
{
    public override Decision Decide(QueueDraft draft)
    {
        // The purge forgets deduplication ids as well, so it may not share a frame with commands decided by them.
        if (draft.Events.Count > 0)
            return Decision.Defer;
        draft.Add(new Purged(draft.State.NextSequence));
        return Answer(true);
    }
}
