using QueueService.Queues;
using QueueService.Queues.Settings;
using QueueService.Storage;

namespace QueueService.Partitions.State;

/// <summary>
/// The state of one partition: the fold of its frames. Only <c>Apply</c> changes it. <see cref="Advance"/> and
/// <see cref="Load"/> merely prepare what is already true: they let time pass, and make unread messages ready for
/// delivery.
/// </summary>
/// <remarks>Pure and synchronous: no clock, no I/O, no randomness.</remarks>
internal sealed partial class PartitionState(PartitionId id)
{
    private readonly Dictionary<SequenceNumber, MessageEntry> _entries = [];
    /// <summary>
    /// No partition: incarnations have 60 bits. Under it the inbox holds the frame of the last
    /// <see cref="Events.SourceRetired"/>, and so does a snapshot of the first format.
    /// </summary>
    private static readonly PartitionId Retirements = new(ulong.MaxValue, 0);

    private readonly Dictionary<PartitionId, Outbox> _outboxes = [];
    private readonly Dictionary<PartitionId, TransferNumber> _inbox = [];
    private readonly Schedule _schedule = new();
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

    public UnreadRuns Unread { get; } = new();

    public DeduplicationTable Deduplication { get; } = new();

    public ReceiveAttempts Attempts { get; } = new();

    public IReadOnlyCollection<Outbox> Outboxes => _outboxes.Values;

    public IReadOnlyDictionary<PartitionId, TransferNumber> Inbox => _inbox;

    public IEnumerable<MessageEntry> Touched => _entries.Values.Where(entry => entry.Touched);

    public IDeliveryOrder Order => _order;

    public long Visible => Unread.Messages + _readyTouched;

    public long InFlight { get; private set; }

    public long Delayed { get; private set; }

    public long Leaving { get; private set; }

    /// <summary>Dead letters that have ever come here; only grows.</summary>
    public long DeadLetters { get; private set; }

    /// <summary>Of the contents of all messages that are here.</summary>
    public long Bytes => Unread.Bytes + _touchedBytes;

    /// <summary>Untouched messages that <see cref="Load"/> has made ready and that were not delivered yet.</summary>
    public int Loaded => _entries.Count - _touchedCount;

    /// <summary>All unread messages before this one are loaded.</summary>
    public SequenceNumber LoadedEnd { get; private set; } = new(1);

    /// <summary>When the next held message becomes visible; null if none is held.</summary>
    public Timestamp? NextVisible => _schedule.Next;

    private long _readyTouched;
    private long _touchedBytes;
    private int _touchedCount;

    /// <summary>The message, if the state holds it singly.</summary>
    public MessageEntry? Find(SequenceNumber sequence) => _entries.GetValueOrDefault(sequence);

    public Outbox? FindOutbox(PartitionId destination) => _outboxes.GetValueOrDefault(destination);

    /// <summary>The last transfer that was taken from this source; 0 if none ever was.</summary>
    public TransferNumber LastTaken(PartitionId source) => _inbox.GetValueOrDefault(source);

    /// <summary>The last frame that forgot a source; none if none ever did.</summary>
    public FrameNumber LastRetirement => new(_inbox.GetValueOrDefault(Retirements).Value);

    /// <summary>The first run of unread messages that are not loaded; null if all are.</summary>
    public UnreadRun? NextUnloaded =>
        Unread.AtOrAfter(LoadedEnd) is { } run ? run.From(Max(run.First, LoadedEnd)) : null;

    /// <summary>Lets time pass: what is due by <paramref name="now"/> can be received again.</summary>
    public void Advance(Timestamp now)
    {
        if (now <= Clock)
            return;
        Clock = now;
        while (_schedule.TakeDue(now) is { } entry)
        {
            Uncount(entry);
            MakeReady(entry);
        }
    }

    /// <summary>Makes the messages of the first unloaded run ready for delivery.</summary>
    /// <param name="run">What <see cref="NextUnloaded"/> said.</param>
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
                sequence, run.Frame, run.Index + n, message.Length, run.EnqueuedAt, message.Traits);
            _entries.Add(sequence, entry);
            _order.Add(entry);
            entry.IsReady = true;
            _order.Ready(entry);
        }

        LoadedEnd = run.End;
    }

    private static SequenceNumber Max(SequenceNumber left, SequenceNumber right) => left > right ? left : right;

    /// <summary>Puts a touched message under a hold, which may be over already.</summary>
    private void SetHold(MessageEntry entry, Hold hold, Timestamp visibleAt)
    {
        entry.Hold = hold;
        entry.VisibleAt = visibleAt;
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
                InFlight++;
            else
                Delayed++;
            _schedule.Add(entry);
        }
    }

    /// <summary>Takes a touched message out of its hold, or out of those that can be received.</summary>
    private void EndHold(MessageEntry entry)
    {
        BeforeChange(entry);
        if (entry.Attempt is { } attempt)
            Attempts.Remove(attempt);
        if (entry.IsReady)
        {
            entry.IsReady = false;
            _readyTouched--;
            _order.Unready(entry);
            return;
        }

        if (entry.Bucket is not null)
            _schedule.Remove(entry);
        Uncount(entry);
    }

    private void Uncount(MessageEntry entry)
    {
        if (entry.Hold == Hold.Leaving)
            Leaving--;
        else if (entry.Hold == Hold.InFlight)
            InFlight--;
        else if (entry.Hold == Hold.Delayed)
            Delayed--;
    }

    private void MakeReady(MessageEntry entry)
    {
        entry.IsReady = true;
        _readyTouched++;
        _order.Ready(entry);
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
        EndHold(entry);
        if (entry.Hold != Hold.Leaving)
            _order.Remove(entry);
        _entries.Remove(entry.Sequence);
        _touchedCount--;
        _touchedBytes -= entry.Length;
    }
}
