using QueueService.Transfers;

namespace QueueService.Partitions.State;

/// <content>
/// All messages are taken out at once. What holds them is dropped as a whole, so the turn that does so takes as long as
/// any other, however many messages there are; only those that are leaving cost something, since they are carried over.
/// A capture that is being read keeps what was dropped, which nobody changes any more.
/// </content>
internal sealed partial class PartitionState
{
    private void Purge(SequenceNumber end)
    {
        if (end != NextSequence)
        {
            throw new InvalidOperationException(
                $"A purge up to message {end.Value} is not one of all before {NextSequence.Value}.");
        }

        (Unread, DelayedUnread, _expiredUnread) = (new(), new(), new());
        (Returned, InFlightSet, DelayedSet, HeldSet) = (new(), new(), new(), new());
        (_schedule, _ages, _expired, _expiredBytes) = (new(), new(), [], 0);
        _order = CreateOrder(Queue);
        Attempts.Clear();
        Deduplication.Clear();
        KeepLeaving();
    }

    /// <summary>Only messages that are leaving are held singly from now on.</summary>
    private void KeepLeaving()
    {
        (_entries, _touchedCount, _touchedBytes) = (new((int)Leaving), 0, 0);
        foreach (Outbox<MessageEntry> outbox in _outboxes.Values)
        {
            foreach (MessageEntry entry in outbox.Pending)
            {
                // Several copies of one may be on their way.
                if (!_entries.TryAdd(entry.Sequence, entry))
                    continue;
                _touchedCount++;
                _touchedBytes += entry.Length;
            }
        }
    }
}
