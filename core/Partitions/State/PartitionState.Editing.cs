using QueueService.Partitions.Events;
using QueueService.Storage;

namespace QueueService.Partitions.State;

/// <content>What operators do to single messages, and what is said of them.</content>
internal sealed partial class PartitionState
{
    private void ChangeSingly(PartitionEvent happened, Timestamp time)
    {
        switch (happened)
        {
            case Deleted deleted:
                Delete(deleted);
                break;
            case Remarked remarked:
                Remark(remarked, time);
                break;
            case Held held:
                SetAside(held, time);
                break;
            case Forwarded forwarded:
                Forward(forwarded);
                break;
            case Dropped dropped:
                Drop(dropped);
                break;
            case TotalsBegun:
                break;
            default:
                throw new InvalidOperationException($"No rule applies {happened.Kind}.");
        }
    }

    /// <summary>
    /// What was delayed or held stays so; what could be received can be received anew, and its old receipts are void.
    /// </summary>
    private void Replace(Replaced replaced, FrameNumber frame, int index, Timestamp time)
    {
        MessageEntry entry = Touch(replaced.Message);
        BeforeChange(entry);
        bool wasUnread = replaced.Message.FirstTouch;
        Timestamp visibleAt = wasUnread ? DelayedUntil(entry.EnqueuedAt) : entry.VisibleAt;
        bool isHeld = entry.Hold == Hold.Held;
        bool isDelayed = (wasUnread || entry.Hold == Hold.Delayed) && visibleAt > time;
        Unhold(entry);
        _touchedBytes += replaced.Content.Length - entry.Length;
        entry.Replace(frame, index, replaced.Content.Length);
        if (isHeld)
            SetHold(entry, Hold.Held, visibleAt);
        else if (isDelayed)
            SetHold(entry, Hold.Delayed, visibleAt);
        else
            SetHold(entry, Hold.None, time);
    }

    private void Delete(Deleted deleted)
    {
        foreach (SequenceRange range in deleted.Unread)
            RemoveUnread(range.First, range.End);
        foreach (SequenceNumber message in deleted.Touched)
            RemoveTouched(Get(message));
    }

    private void Remark(Remarked remarked, Timestamp time)
    {
        foreach (SequenceNumber message in remarked.Messages)
        {
            MessageEntry entry = Get(message);
            BeforeChange(entry);
            MessageTraits traits = entry.Traits ?? new MessageTraits();
            entry.Traits = remarked.Remark == RemarkKind.Detail
                ? traits with { Detail = remarked.Text }
                : traits with { Replays = new Replays(0, time, remarked.Text) };
        }
    }
}
