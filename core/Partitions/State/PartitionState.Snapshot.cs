using QueueService.Partitions.Events;
using QueueService.Storage;

namespace QueueService.Partitions.State;

/// <content>Saving and restoring the state.</content>
internal sealed partial class PartitionState
{
    public PartitionSnapshot Save() => new()
    {
        Frame = LastFrame,
        Time = LastTime,
        Queue = Queue,
        Version = Version,
        Settings = Settings,
        EffectiveScope = EffectiveScope,
        IsClosed = IsClosed,
        NextSequence = NextSequence,
        Unread = [.. StoredUnread],
        Touched = [.. Touched.OrderBy(entry => entry.Sequence)],
        Deduplication = [.. Deduplication.All],
        Outboxes =
        [
            .. _outboxes.Values.OrderBy(outbox => outbox.Destination.ToString(), StringComparer.Ordinal)
                .Select(outbox => new OutboxSnapshot(
                    outbox.Destination, outbox.Next, [.. outbox.Pending.Select(entry => entry.Sequence)])),
        ],
        Inbox = [.. _inbox.OrderBy(taken => taken.Key.ToString(), StringComparer.Ordinal)],
        DeadLetters = DeadLetters,
        Attempts =
        [
            .. Attempts.All.Select(attempt => new Attempted(
                attempt.Key, [.. attempt.Messages.Select(message => message.Sequence)])),
        ],
    };

    public static PartitionState Restore(PartitionId id, PartitionSnapshot snapshot)
    {
        PartitionState state = new(id)
        {
            LastFrame = snapshot.Frame,
            LastTime = snapshot.Time,
            Clock = snapshot.Time,
            Queue = snapshot.Queue,
            Version = snapshot.Version,
            Settings = snapshot.Settings,
            EffectiveScope = snapshot.EffectiveScope,
            IsClosed = snapshot.IsClosed,
            NextSequence = snapshot.NextSequence,
            DeadLetters = snapshot.DeadLetters,
            _order = snapshot.Queue.IsFifo ? new GroupOrder() : new StandardOrder(),
        };
        foreach (UnreadRun run in snapshot.Unread)
            state.Unread.Append(run);
        foreach (MessageEntry entry in snapshot.Touched)
            state.Restore(entry);
        foreach (DeduplicationEntry entry in snapshot.Deduplication)
            state.Deduplication.Add(entry);
        foreach (OutboxSnapshot outbox in snapshot.Outboxes)
            state.Restore(outbox);
        foreach ((PartitionId source, TransferNumber last) in snapshot.Inbox)
            state._inbox.Add(source, last);
        foreach (Attempted attempt in snapshot.Attempts)
            state.Remember(attempt);
        state.HideExpired();
        return state;
    }

    private void Restore(MessageEntry entry)
    {
        _entries.Add(entry.Sequence, entry);
        AddTouched(entry);
        if (entry.Hold != Hold.Leaving)
            _order.Add(entry);
        SetHold(entry, entry.Hold, entry.VisibleAt);
    }

    private void Restore(OutboxSnapshot snapshot)
    {
        Outbox outbox = new(snapshot.Destination, snapshot.Next.Plus(-snapshot.Pending.Count));
        foreach (SequenceNumber message in snapshot.Pending)
            outbox.Add(Get(message));
        _outboxes.Add(snapshot.Destination, outbox);
    }
}
