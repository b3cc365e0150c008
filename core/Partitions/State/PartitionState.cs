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
    private readonly Dictionary<PartitionId, Outbox<MessageEntry>> _outboxes = [];
    private Dictionary<SequenceNumber, MessageEntry> _entries = [];
    private Schedule _schedule = new();
    private AgeIndex _ages = new();

    /// <summary>Messages that have outlived the retention, until an event takes them out.</summary>
    private Dictionary<SequenceNumber, MessageEntry> _expired = [];
    private UnreadRuns _expiredUnread = new();
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
    public UnreadRuns Unread { get; private set; } = new();

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
    public SequenceSet Returned { get; private set; } = new();

    public SequenceSet InFlightSet { get; private set; } = new();

    public SequenceSet DelayedSet { get; private set; } = new();

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

    private static IDeliveryOrder CreateOrder(QueueName queue) =>
        queue.IsFifo ? new GroupOrder() : new StandardOrder();

    private static Timestamp? Earlier(Timestamp? left, Timestamp? right) =>
        left is { } time && !(right <= time) ? left : right;

    private static SequenceNumber Max(SequenceNumber left, SequenceNumber right) => left > right ? left : right;

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
            if (!entry.IsAside)
                _order.Remove(entry);
        }

        if (entry.AgeBucket is not null)
            _ages.Remove(entry);
        _entries.Remove(entry.Sequence);
        _touchedCount--;
        _touchedBytes -= entry.Length;
    }
}
