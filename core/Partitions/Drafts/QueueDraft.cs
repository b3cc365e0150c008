using QueueService.Partitions.Codec;
using QueueService.Partitions.Events;
using QueueService.Partitions.Machine;
using QueueService.Partitions.State;
using QueueService.Replication;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Partitions.Drafts;

/// <summary>
/// What one commit cycle has decided about the messages of a queue. Each message is changed at most once in a draft: a
/// command that finds its message claimed waits for the next cycle, so nothing has to be undone when the draft is
/// dropped.
/// </summary>
internal sealed partial class QueueDraft(
    PartitionState state, long id, Timestamp now, PartitionLimits bounds, WireWriter encoded)
    : Draft(id, now, bounds, encoded)
{
    private readonly List<PartitionEvent> _events = [];
    private Dictionary<KeyHash, SequenceNumber>? _deduplication;
    private HashSet<KeyHash>? _attempts;
    private HashSet<SequenceNumber>? _unread;
    private DeliveryCursor? _cursor;

    public PartitionState State { get; } = state;

    public IReadOnlyList<PartitionEvent> Events => _events;

    public SequenceNumber NextSequence { get; private set; } = state.NextSequence;

    /// <summary>
    /// The dead-letter queue, once it has been looked up; anew for each draft, since it may be deleted and made again.
    /// </summary>
    public DeadLetterTarget? DeadLetter { get; set; }

    /// <summary>True once a command could not be decided because the dead-letter queue is not known.</summary>
    public bool LacksDeadLetter { get; private set; }

    /// <summary>How many messages this draft puts in flight.</summary>
    public int Delivered { get; private set; }

    /// <summary>How many messages the events are about.</summary>
    public int Messages => Weight;

    /// <summary>True if dead letters wait for their way by this draft.</summary>
    public bool Holds { get; private set; }

    /// <summary>True if messages are set on their way by this draft.</summary>
    public bool StartsTransfer { get; private set; }

    /// <summary>True if messages that were on their way are here again by this draft.</summary>
    public bool AbortsTransfer { get; private set; }

    public DeliveryCursor Cursor => _cursor ??= State.Walk(Id);

    public bool IsClaimed(MessageEntry entry) => entry.Claim == Id;

    /// <summary>
    /// Reserves the message for the command that is being decided; false if this draft has claimed it already.
    /// </summary>
    public bool TryClaim(MessageEntry entry)
    {
        if (entry.Claim == Id)
            return false;
        entry.Claim = Id;
        return true;
    }

    /// <summary>The same for an unread message that is not loaded.</summary>
    public bool TryClaimUnread(SequenceNumber message) => (_unread ??= []).Add(message);

    /// <summary>The same, whether it is loaded or not.</summary>
    /// <param name="loaded">The message, if it is loaded.</param>
    public bool TryClaim(MessageEntry? loaded, SequenceNumber message) =>
        loaded is not null ? TryClaim(loaded) : TryClaimUnread(message);

    /// <inheritdoc cref="TryClaim(MessageEntry?, SequenceNumber)"/>
    public bool IsClaimed(MessageEntry? loaded, SequenceNumber message) =>
        loaded is not null ? IsClaimed(loaded) : _unread?.Contains(message) == true;

    /// <summary>More messages were loaded: the walk over what can be received begins anew.</summary>
    public void Reload()
    {
        _cursor = null;
        foreach (SequenceNumber message in _unread ?? [])
        {
            if (State.Find(message) is { } loaded)
                TryClaim(loaded);
        }
    }

    /// <summary>The dead-letter queue must be looked up first.</summary>
    public Decision AskForDeadLetter()
    {
        LacksDeadLetter = true;
        return Decision.Prepare;
    }

    /// <param name="messages">How many messages it is about, where the event does not name them one by one.</param>
    public void Add(PartitionEvent happened, int messages = 1)
    {
        EventWriter.Write(BeginEvent(), happened);
        _events.Add(happened);
        int weight = happened switch
        {
            Sent sent => sent.Messages.Length,
            Arrived arrived => arrived.Messages.Length,
            Delivered delivered => delivered.Messages.Length,
            Acknowledged acknowledged => acknowledged.Messages.Length,
            Released released => released.Messages.Length,
            Attempted attempted => attempted.Messages.Length,
            TransferStarted started => started.Messages.Length,
            Deleted deleted => deleted.Unread.Length + deleted.Touched.Length,
            Remarked remarked => remarked.Messages.Length,
            Expired expired => expired.Unread.Length + expired.Touched.Length,
            Held held => held.Messages.Length,
            Forwarded forwarded => forwarded.Messages.Length,
            _ => messages,
        };
        Delivered += happened is Delivered handed ? handed.Messages.Length : 0;
        Holds |= happened is Held;
        StartsTransfer |= happened is TransferStarted;
        AbortsTransfer |= happened is TransferAborted or TransferReturned;
        EndEvent(weight, seals: happened is Purged or Closed or Configured);
    }

    /// <summary>Adds the content of the next message; returns its length.</summary>
    public int AddContent(ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> body)
    {
        if (!header.IsEmpty)
            AddPayload(header);
        AddPayload(body);
        return header.Length + body.Length;
    }

    public SequenceNumber TakeSequences(int count)
    {
        SequenceNumber first = NextSequence;
        NextSequence = first.Plus(count);
        return first;
    }

    public SequenceNumber? FindDuplicate(KeyHash key) => State.Deduplication.Find(key, Now)
        ?? (_deduplication is not null && _deduplication.TryGetValue(key, out SequenceNumber found) ? found : null);

    public void RememberDuplicate(KeyHash key, SequenceNumber message) => (_deduplication ??= []).Add(key, message);

    /// <summary>True if a receive with this attempt id has been decided here already.</summary>
    public bool HasAttempt(KeyHash attempt) => _attempts is not null && _attempts.Contains(attempt);

    public void RememberAttempt(KeyHash attempt) => (_attempts ??= []).Add(attempt);

    public override bool IsLostIn(StateMachine later, FrameNumber number) =>
        ContestEvidence.IsLost(((QueueMachine)later).State, this, number);
}
