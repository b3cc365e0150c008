using QueueService.Partitions.Codec;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Partitions.Commands;

/// <summary>
/// The messages that one receive sets aside because they were received more often than the queue allows.
/// </summary>
internal sealed class DeadLetters(QueueDraft draft)
{
    private readonly DeadLetterSetting? _setting = draft.State.Settings.DeadLetter;
    private List<(MessageEntry Entry, PartitionId? Destination)>? _dead;

    /// <summary>True once the frame has no room for another one.</summary>
    public bool IsFull { get; private set; }

    /// <summary>True if this message may not be delivered once more.</summary>
    public bool Concerns(MessageEntry entry) =>
        _setting is not null && entry.OwnReceives >= _setting.MaxReceiveCount;

    /// <summary>
    /// Sets a message aside; false if the dead-letter queue must be looked up first. A dead-letter queue that does not
    /// exist must not cost a message: it stays receivable.
    /// </summary>
    /// <param name="found">What the receive delivers.</param>
    public bool TrySetAside(MessageEntry entry, List<MessageEntry> found)
    {
        MoveTarget? target = null;
        if (_setting!.Queue is { } queue)
        {
            if (draft.DeadLetter?.Queue != queue)
                return false;
            target = draft.DeadLetter.Target;
            if (target is null)
            {
                found.Add(entry);
                return true;
            }
        }

        int count = (_dead?.Count ?? 0) + 1;
        bool isFirst = draft.Events.Count == 0 && count == 1;
        IsFull = !isFirst && !draft.Fits(
            (count * (EventBounds.Event + EventBounds.Sequence)) + (found.Count * EventBounds.Reference),
            count + found.Count);
        if (!IsFull)
            (_dead ??= []).Add((entry, target?.Of(entry)));
        return true;
    }

    /// <summary>Sends those that were set aside on their way, or holds them until an exchange has shown it.</summary>
    public void Leave()
    {
        if (_dead is null)
            return;
        foreach ((MessageEntry entry, _) in _dead)
            draft.TryClaim(entry);
        if (_setting!.Exchange is null)
        {
            draft.StartTransfers(
                MoveReason.MaxReceiveCount, _dead.Select(dead => (dead.Entry, dead.Destination!.Value)));
        }
        else
        {
            draft.Add(new Held(MoveReason.MaxReceiveCount, [.. _dead.Select(dead => dead.Entry.Sequence)]));
        }
    }
}
