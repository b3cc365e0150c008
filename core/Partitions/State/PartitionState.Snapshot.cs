using QueueService.Partitions.Events;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions.State;

/// <content>Saving and restoring the state.</content>
internal sealed partial class PartitionState
{
    private TouchedCapture? _capture;
    private int _captures;

    /// <summary>
    /// The state as it is now, to be read later and on any thread while the state goes on. Costs no more than a copy of
    /// references: what happens to a message before the capture has come to it is kept apart. One capture at a time:
    /// the one before must have been read to its end.
    /// </summary>
    public PartitionCapture Capture()
    {
        if (_capture is { IsRead: false })
            throw new InvalidOperationException("The capture before has not been read to its end.");
        _capture = new TouchedCapture(_entries, _touchedCount, ++_captures);
        UnreadCapture unread = CaptureUnread();
        DeduplicationRange deduplication = Deduplication.All;
        return new PartitionCapture(Save(unread, _capture, deduplication), unread, deduplication);
    }

    /// <summary>All that are stored unread, in order; stays as it is.</summary>
    public UnreadCapture CaptureUnread() => UnreadCapture.Join(
        UnreadCapture.Join(_expiredUnread.Capture(), Unread.Capture()), DelayedUnread.Capture());

    /// <summary>The state as it is now, read at once.</summary>
    public PartitionSnapshot Save() => Save(
        [.. StoredUnread],
        [.. Touched.OrderBy(entry => entry.Sequence).Select(SavedEntry.Of)],
        Deduplication.All);

    private PartitionSnapshot Save(
        IReadOnlyCollection<UnreadRun> unread,
        IReadOnlyCollection<SavedEntry> touched,
        IReadOnlyCollection<DeduplicationEntry> deduplication) => new()
    {
        Frame = LastFrame,
        Time = LastTime,
        Queue = Queue,
        Version = Version,
        Settings = Settings,
        EffectiveScope = EffectiveScope,
        IsClosed = IsClosed,
        NextSequence = NextSequence,
        Unread = unread,
        Touched = touched,
        Deduplication = deduplication,
        Outboxes =
        [
            .. _outboxes.Values.OrderBy(outbox => outbox.Destination)
                .Select(outbox => new OutboxSnapshot(
                    outbox.Destination, outbox.Next, [.. outbox.Pending.Select(entry => entry.Sequence)])),
        ],
        Inbox = [.. Inbox.All],
        DeadLetters = DeadLetters,
        Totals = Totals,
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
            _order = CreateOrder(snapshot.Queue),
        };
        state.Restore(snapshot.Unread, snapshot.UnreadCuts);
        state.HideDelayed();
        foreach (SavedEntry entry in snapshot.Touched)
            state.Restore(entry.ToEntry());
        state.Deduplication.Skip(snapshot.DeduplicationSkipped);
        foreach (DeduplicationEntry entry in snapshot.Deduplication)
            state.Deduplication.Add(entry);
        foreach (OutboxSnapshot outbox in snapshot.Outboxes)
            state.Restore(outbox);
        foreach ((PartitionId source, TransferNumber last) in snapshot.Inbox)
            state.Inbox.Restore(source, last);
        foreach (Attempted attempt in snapshot.Attempts)
            state.Remember(attempt);
        if (snapshot.Totals is { } totals)
            state.BeginTotals(totals);
        return state;
    }

    /// <summary>Must come before anything that is saved of a message is changed.</summary>
    private void BeforeChange(MessageEntry entry)
    {
        if (_capture is { IsRead: true })
            _capture = null;
        _capture?.Keep(entry);
    }

    private void Restore(IReadOnlyCollection<UnreadRun> runs, IReadOnlyList<int> cuts)
    {
        int count = 0;
        int cut = 0;
        foreach (UnreadRun run in runs)
        {
            if (cut < cuts.Count && cuts[cut] == count++)
            {
                cut++;
                Unread.AppendApart(run);
            }
            else
            {
                Unread.Append(run);
            }
        }
    }

    private void Restore(MessageEntry entry)
    {
        _entries.Add(entry.Sequence, entry);
        AddTouched(entry);
        if (!entry.IsAside)
            _order.Add(entry);
        SetHold(entry, entry.Hold, entry.VisibleAt);
    }

    private void Restore(OutboxSnapshot snapshot)
    {
        Outbox<MessageEntry> outbox = new(snapshot.Destination, snapshot.Next.Plus(-snapshot.Pending.Count));
        foreach (SequenceNumber message in snapshot.Pending)
            Add(outbox, Get(message));
        _outboxes.Add(snapshot.Destination, outbox);
    }
}
