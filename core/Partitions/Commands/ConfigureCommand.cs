using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;
using QueueService.Replication;

namespace QueueService.Partitions.Commands;

/// <summary>
/// Sets the settings, unless newer ones are there already. On a FIFO queue a changed delay counts for all messages that
/// were never received, as in SQS; on a standard queue only for new ones.
/// </summary>
internal sealed class ConfigureCommand(QueueName queue, long version, QueueSettings settings) : QueueCommand<bool>
{
    public override Decision Decide(QueueDraft draft)
    {
        PartitionState state = draft.State;
        if (draft.Events.Count > 0)
            return Decision.Defer;
        if (state.Version > version)
            return Answer(true);

        // What has outlived the retention is gone for clients: a longer one must not bring it back.
        if (state.HasExpired && settings.Retention != state.Settings.Retention && !draft.TakeOutExpired())
            return Decision.Defer;
        if (state.Version < version)
            draft.Add(new Configured(queue, version, settings));
        return queue.IsFifo && !Reschedule(draft) ? Decision.Defer : Answer(true);
    }

    /// <summary>False if there are more delayed messages than one frame has room for.</summary>
    private bool Reschedule(QueueDraft draft)
    {
        List<SequenceNumber> moved = [];
        foreach (IGrouping<Timestamp, MessageEntry> due in draft.State.Touched
            .Where(entry => IsToBeMoved(draft, entry))
            .OrderBy(entry => entry.Sequence)
            .GroupBy(entry => entry.EnqueuedAt + settings.Delay))
        {
            moved.Clear();
            foreach (MessageEntry entry in due)
            {
                if (!draft.Fits(EventBounds.Event + (EventBounds.Sequence * (moved.Count + 1)), moved.Count + 1)
                    && draft.Messages + moved.Count > 0)
                {
                    Release(draft, due.Key, moved);
                    return false;
                }

                draft.TryClaim(entry);
                moved.Add(entry.Sequence);
            }

            Release(draft, due.Key, moved);
        }

        return true;
    }

    /// <summary>
    /// True for a message that was never received and waits for the delay of the queue, or has waited for it, but not
    /// as long as it now must. Unread ones are hidden and shown by the state itself.
    /// </summary>
    private bool IsToBeMoved(QueueDraft draft, MessageEntry entry)
    {
        if (entry is not { Hold: Hold.Delayed or Hold.None, IsExpired: false, OwnReceives: 0 }
            || draft.IsClaimed(entry))
            return false;
        Timestamp due = entry.EnqueuedAt + settings.Delay;
        return entry.IsReady ? due > draft.Now : entry.VisibleAt != due;
    }

    private static void Release(QueueDraft draft, Timestamp visibleAt, List<SequenceNumber> messages)
    {
        if (messages.Count > 0)
            draft.Add(new Released(visibleAt, [.. messages]));
    }
}
