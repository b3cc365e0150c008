using QueueService.Partitions.Events;
using QueueService.Partitions.Settings;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions.State;

/// <summary>
/// The state of one partition: the fold of its frames. Only <c>Apply</c> changes what is stored. <see cref="Advance"/>,
/// <see cref="Load"/> and <see cref="FindUnloaded"/> merely prepare what is already true: they let time pass, and make
/// unread messages ready for delivery. A draft marks the messages that it has decided about.
/// </summary>
/// <remarks>Pure and synchronous: no clock, no I/O, no randomness.</remarks>
internal sealed partial class PartitionState(PartitionId id)
{
    private readonly Dictionary<SequenceNumber, MessageEntry> _entries = [];
    private readonly Dictionary<PartitionId, Outbox<MessageEntry>> _outboxes = [];
    private readonly Schedule _schedule = new();
    private readonly AgeIndex _ages = new();

    /// <summary>Messages that have outlived the retention, until an event takes them out.</summary>
    private readonly Dictionary<SequenceNumber, MessageEntry> _expired = [];
    private readonly UnreadRuns _expiredUnread = new();
    private IDeliveryOrder _order = new StandardOrder();

    public PartitionId Id { get; } = id;

    public FrameNumber LastFrame { get; private set; }

    public Timestamp LastTime { get; private set; }

    /// <summary>
    /// The time of the last frame, or a later one that <see cref="Advance"/> was told. Never goes back.
    /// </summary>
    public Timestamp Clock { get; private set; }

    /// <summary>False until the first frame was applied.</summary>
    public bool IsConfigured => Version > 0;

    public bool IsClosed { get; private set; }

    public QueueName Queue { get; private set; }

    public long Version { get; private set; }

    public QueueSettings Settings { get; private set; } = new();

    /// <summary>
    /// Fixed when the queue is created, as in SQS: a later change of the setting is reported, not obeyed.
    /// </summary>
    public DeduplicationScope EffectiveScope { get; private set; }

    public SequenceNumber NextSequence { get; private set; } = new(1);

    /// <summary>
    /// Messages that nobody has received, save those that have outlived the retention and <see cref="DelayedUnread"/>.
    /// </summary>
    public UnreadRuns Unread { get; } = new();

    /// <summary>All that are stored unread, in order.</summary>
    public IEnumerable<UnreadRun> StoredUnread => _expiredUnread.IsEmpty
        ? Unread.All.Concat(DelayedUnread.All)
        : Unread.All.Concat(DelayedUnread.All).Concat(_expiredUnread.All).OrderBy(run => run.First);

    public DeduplicationTable Deduplication { get; } = new();

    public ReceiveAttempts Attempts { get; } = new();

    public IReadOnlyCollection<Outbox<MessageEntry>> Outboxes => _outboxes.Values;

    public Inbox Inbox { get; } = new();

    /// <summary>All messages that are stored with a history, those that have outlived the retention included.</summary>
    public IEnumerable<MessageEntry> Touched => _entries.Values.Where(entry => entry.Touched);

    public IDeliveryOrder Order => _order;

    public long Visible => Unread.Messages + Returned.Count;

    public long InFlight => InFlightSet.Count;

    public long Delayed => DelayedSet.Count;

    /// <summary>Messages with a history that can be received.</summary>
    public SequenceSet Returned { get; } = new();

    public SequenceSet InFlightSet { get; } = new();

    public SequenceSet DelayedSet { get; } = new();

    public long Leaving { get; private set; }

    /// <summary>Dead letters that have ever come here; only grows.</summary>
    public long DeadLetters { get; private set; }

    /// <summary>Of the contents of all messages that are here.</summary>
    public long Bytes => Unread.Bytes + DelayedUnread.Bytes + _touchedBytes - _expiredBytes;

    /// <summary>The same, with those that have outlived the retention and are not taken out yet.</summary>
    public long StoredBytes => Unread.Bytes + DelayedUnread.Bytes + _expiredUnread.Bytes + _touchedBytes;

    /// <summary>True while messages that have outlived the retention are stored.</summary>
    public bool HasExpired => _expired.Count > 0 || !_expiredUnread.IsEmpty;

    /// <summary>Those among them that have a history.</summary>
    public IReadOnlyCollection<MessageEntry> Expired => _expired.Values;

    /// <summary>Those among them that nobody has received.</summary>
    public IEnumerable<UnreadRun> ExpiredUnread => _expiredUnread.All;

    /// <summary>
    /// When the oldest message was enqueued, whatever state it is in; null if none is here. Those on their way to
    /// another queue do not count.
    /// </summary>
    public Timestamp? OldestAt => Earlier(_ages.OldestAt, Earlier(Unread.OldestAt, DelayedUnread.OldestAt));

    /// <summary>When the next message outlives the retention; null if none can.</summary>
    public Timestamp? NextExpiry => OldestAt + Settings.Retention;

    /// <summary>Untouched messages that <see cref="Load"/> has made ready and that were not delivered yet.</summary>
    public int Loaded => _entries.Count - _touchedCount;

    /// <summary>
    /// All unread messages before this one are loaded, or were skipped because their group is blocked.
    /// </summary>
    public SequenceNumber LoadedEnd { get; private set; } = new(1);

    /// <summary>When the next held or delayed message becomes visible; null if there is none.</summary>
    public Timestamp? NextVisible => Earlier(
        _schedule.Next, DelayedUnread.IsEmpty ? null : DelayedUntil(DelayedUnread.First.EnqueuedAt));

    /// <summary>When a message expires or comes out of hiding; null if none will.</summary>
    public Timestamp? NextDue => Earlier(NextVisible, NextExpiry);

    private long _touchedBytes;
    private int _touchedCount;
    private long _expiredBytes;

    /// <summary>The message, if the state holds it singly and it has not outlived the retention.</summary>
    public MessageEntry? Find(SequenceNumber sequence) =>
        _entries.TryGetValue(sequence, out MessageEntry? entry) && !entry.IsExpired ? entry : null;

    public Outbox<MessageEntry>? FindOutbox(PartitionId destination) => _outboxes.GetValueOrDefault(destination);

    /// <summary>How many receives may find something, at most; 0 if none would.</summary>
    public long Servable()
    {
        long servable = _order.Servable;
        return FindUnloaded() is null ? servable : servable + Unread.Messages - Loaded;
    }

    /// <summary>
    /// The first unread messages that are worth loading, since they could then be delivered; null if there are none.
    /// Skips those whose group is known to be blocked.
    /// </summary>
    public UnreadRun? FindUnloaded()
    {
        while (_order.NextSkipped is { } skipped)
        {
            SequenceRange range = skipped.Messages;
            if (Unread.AtOrAfter(range.First) is { } run && run.First < range.End)
                return run.From(Max(run.First, range.First)).Before(range.End);
            _order.Unskip(skipped.Group, range.End);
        }

        while (Unread.AtOrAfter(LoadedEnd) is { } run)
        {
            UnreadRun part = run.From(Max(run.First, LoadedEnd));
            if (part.Group.IsNone || !_order.IsBlocked(part.Group, part.First))
                return part;
            _order.Skip(part.Group, new SequenceRange(part.First, part.Count));
            LoadedEnd = part.End;
        }

        return null;
    }

    /// <summary>
    /// True if there is something worth loading and room for it. What was skipped is loaded all the same where nothing
    /// else can be delivered: loaded messages of its group may have to wait for it.
    /// </summary>
    /// <param name="limit">How many unread messages may be loaded at one time.</param>
    public bool MayLoad(int limit) => FindUnloaded() is not null
        && (Loaded < limit || (_order.Servable == 0 && _order.NextSkipped is not null));

    /// <summary>
    /// What to fetch so that <see cref="FindUnloaded"/> can be followed for a while: it and the runs behind it.
    /// </summary>
    /// <param name="frames">At most this many.</param>
    /// <param name="messages">And no more once they have this many messages.</param>
    public List<UnreadRun> UnloadedAhead(int frames, int messages)
    {
        List<UnreadRun> ahead = [];
        if (FindUnloaded() is not { } first)
            return ahead;
        SequenceNumber end = _order.NextSkipped is { } skipped
            ? skipped.Messages.End
            : new SequenceNumber(long.MaxValue);
        foreach (UnreadRun run in Unread.From(first.First))
        {
            if (run.First >= end || ahead.Count == frames || messages <= 0)
                break;
            if (!run.Group.IsNone && run.Group != first.Group && _order.IsBlocked(run.Group, run.First))
                continue;
            ahead.Add(run);
            messages -= run.Count;
        }

        return ahead;
    }

    /// <summary>The walk over what can be received, for one draft.</summary>
    public DeliveryCursor Walk(long draft) => _order.Walk(
        draft,
        Unread.AtOrAfter(LoadedEnd) is { } run ? Max(run.First, LoadedEnd) : new SequenceNumber(long.MaxValue),
        DelayedUnread.IsEmpty ? new SequenceNumber(long.MaxValue) : DelayedUnread.First.First);

    /// <summary>
    /// Lets time pass: what is due by <paramref name="now"/> can be received again, and what has outlived the retention
    /// is gone for everybody.
    /// </summary>
    public void Advance(Timestamp now)
    {
        Clock = Timestamp.Max(now, Clock);
        while (_schedule.TakeDue(Clock) is { } entry)
        {
            Uncount(entry);
            MakeReady(entry);
        }

        ShowDelayed();
        HideExpired();
    }

    /// <summary>Makes the messages of an unloaded run ready for delivery.</summary>
    /// <param name="run">What <see cref="FindUnloaded"/> said.</param>
    /// <param name="messages">All messages of its frame.</param>
    public void Load(UnreadRun run, IReadOnlyList<StoredMessage> messages)
    {
        if (run.Index + run.Count > messages.Count)
            throw new InvalidOperationException($"Frame {run.Frame} has fewer messages than its run says.");
        for (int n = 0; n < run.Count; n++)
        {
            StoredMessage message = messages[run.Index + n];
            SequenceNumber sequence = run.First.Plus(n);
            MessageEntry entry = new(
                sequence, run.Frame, run.Index + n, message.Length, run.EnqueuedAt, message.Traits?.ForState);
            _entries.Add(sequence, entry);
            _order.Add(entry);
            entry.IsReady = true;
            _order.Ready(entry);
        }

        if (run.First >= LoadedEnd)
            LoadedEnd = run.End;
        else
            _order.Unskip(run.Group, run.End);
    }

    private static Timestamp? Earlier(Timestamp? left, Timestamp? right) =>
        left is { } time && !(right <= time) ? left : right;

    private static SequenceNumber Max(SequenceNumber left, SequenceNumber right) => left > right ? left : right;

    /// <summary>Puts a touched message under a hold, which may be over already.</summary>
    private void SetHold(MessageEntry entry, Hold hold, Timestamp visibleAt)
    {
        entry.Hold = hold;
        entry.VisibleAt = visibleAt;
        KeepAge(entry);
        if (hold == Hold.Leaving)
        {
            Leaving++;
        }
        else if (visibleAt <= Clock)
        {
            MakeReady(entry);
        }
        else
        {
            if (hold == Hold.InFlight)
                InFlightSet.Add(entry.Sequence);
            else
                DelayedSet.Add(entry.Sequence);
            _schedule.Add(entry);
        }
    }

    /// <summary>Takes a touched message out of its hold, or out of those that can be received.</summary>
    private void EndHold(MessageEntry entry)
    {
        BeforeChange(entry);
        ForgetAttempt(entry);
        if (entry.IsReady)
            MakeUnready(entry);
        else
            Unschedule(entry);
    }

    private void ForgetAttempt(MessageEntry entry)
    {
        if (entry.Attempt is { } attempt)
            Attempts.Remove(attempt);
    }

    private void Unschedule(MessageEntry entry)
    {
        if (entry.Bucket is not null)
            _schedule.Remove(entry);
        Uncount(entry);
    }

    private void Uncount(MessageEntry entry)
    {
        if (entry.Hold == Hold.Leaving)
            Leaving--;
        else if (entry.Hold == Hold.InFlight)
            InFlightSet.Remove(entry.Sequence);
        else if (entry.Hold == Hold.Delayed)
            DelayedSet.Remove(entry.Sequence);
    }

    private void MakeReady(MessageEntry entry)
    {
        entry.IsReady = true;
        Returned.Add(entry.Sequence);
        _order.Ready(entry);
    }

    private void MakeUnready(MessageEntry entry)
    {
        entry.IsReady = false;
        Returned.Remove(entry.Sequence);
        _order.Unready(entry);
    }

    private void AddTouched(MessageEntry entry)
    {
        _capture?.Skip(entry);
        entry.Touched = true;
        _touchedCount++;
        _touchedBytes += entry.Length;
    }

    private void RemoveTouched(MessageEntry entry)
    {
        if (entry.IsExpired)
        {
            BeforeChange(entry);
            ForgetAttempt(entry);
            Unhide(entry);
        }
        else
        {
            EndHold(entry);
            if (entry.Hold != Hold.Leaving)
                _order.Remove(entry);
        }

        if (entry.AgeBucket is not null)
            _ages.Remove(entry);
        _entries.Remove(entry.Sequence);
        _touchedCount--;
        _touchedBytes -= entry.Length;
    }
}
