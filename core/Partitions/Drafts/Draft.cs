using QueueService.Partitions.Events;
using QueueService.Partitions.State;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Partitions.Drafts;

/// <summary>
/// What one commit cycle has decided so far, on top of the state. Each message is changed at most once in a draft: a
/// command that finds its message claimed waits for the next cycle, so nothing has to be undone when the draft is
/// dropped.
/// </summary>
internal sealed class Draft(PartitionState state, long id, Timestamp now)
{
    private readonly Dictionary<KeyHash, SequenceNumber> _deduplication = [];
    private readonly Dictionary<PartitionId, TransferNumber> _transfers = [];
    private readonly Dictionary<PartitionId, TransferNumber> _arrivals = [];
    private readonly HashSet<KeyHash> _attempts = [];
    private readonly HashSet<SequenceNumber> _unread = [];
    private readonly List<PartitionEvent> _events = [];
    private readonly List<ReadOnlyMemory<byte>> _payload = [];
    private DeliveryCursor? _cursor;

    public PartitionState State { get; } = state;

    public Timestamp Now { get; } = now;

    /// <summary>False if what would wait is to be answered as it is, since the process is about to end.</summary>
    public bool MayWait { get; init; } = true;

    public IReadOnlyList<PartitionEvent> Events => _events;

    public int PayloadLength { get; private set; }

    public SequenceNumber NextSequence { get; private set; } = state.NextSequence;

    /// <summary>
    /// The dead-letter queue, once it has been looked up; anew for each draft, since it may be deleted and made again.
    /// </summary>
    public DeadLetterTarget? DeadLetter { get; set; }

    /// <summary>How many messages this draft puts in flight.</summary>
    public int Delivered { get; private set; }

    /// <summary>How many messages the events are about, which is what their size depends on.</summary>
    public int Messages { get; private set; }

    /// <summary>Set by an event after which nothing else may be decided in the same frame.</summary>
    public bool IsSealed { get; private set; }

    public DeliveryCursor Cursor => _cursor ??= State.Order.Walk(
        id, State.NextUnloaded?.First ?? new SequenceNumber(long.MaxValue));

    public bool IsClaimed(MessageEntry entry) => entry.Claim == id;

    /// <summary>
    /// Reserves the message for the command that is being decided; false if this draft has claimed it already.
    /// </summary>
    public bool TryClaim(MessageEntry entry)
    {
        if (entry.Claim == id)
            return false;
        entry.Claim = id;
        return true;
    }

    /// <summary>The same for an unread message that is not loaded.</summary>
    public bool TryClaimUnread(SequenceNumber message) => _unread.Add(message);

    /// <summary>More messages were loaded: the walk over what can be received begins anew.</summary>
    public void Reload()
    {
        _cursor = null;
        foreach (SequenceNumber message in _unread)
        {
            if (State.Find(message) is { } loaded)
                TryClaim(loaded);
        }
    }

    public void Add(PartitionEvent happened)
    {
        _events.Add(happened);
        Messages += happened switch
        {
            Sent sent => sent.Messages.Length,
            Arrived arrived => arrived.Messages.Length,
            Delivered delivered => delivered.Messages.Length,
            Acknowledged acknowledged => acknowledged.Messages.Length,
            Released released => released.Messages.Length,
            Attempted attempted => attempted.Messages.Length,
            TransferStarted started => started.Messages.Length,
            _ => 1,
        };
        Delivered += happened is Delivered handed ? handed.Messages.Length : 0;
        IsSealed |= happened is Purged or Closed or Configured;
    }

    /// <summary>Adds the content of the next message; returns its length.</summary>
    public int AddContent(ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> body)
    {
        if (!header.IsEmpty)
            _payload.Add(header);
        _payload.Add(body);
        int length = header.Length + body.Length;
        PayloadLength += length;
        return length;
    }

    public SequenceNumber TakeSequences(int count)
    {
        SequenceNumber first = NextSequence;
        NextSequence = first.Plus(count);
        return first;
    }

    public SequenceNumber? FindDuplicate(KeyHash key) =>
        State.Deduplication.Find(
            key, Now) ?? (_deduplication.TryGetValue(key, out SequenceNumber found) ? found : null);

    public void RememberDuplicate(KeyHash key, SequenceNumber message) => _deduplication.Add(key, message);

    /// <summary>True if a receive with this attempt id has been decided here already.</summary>
    public bool HasAttempt(KeyHash attempt) => _attempts.Contains(attempt);

    public void RememberAttempt(KeyHash attempt) => _attempts.Add(attempt);

    public TransferNumber TakeTransfers(PartitionId destination, int count)
    {
        TransferNumber first = _transfers.TryGetValue(destination, out TransferNumber next)
            ? next
            : State.FindOutbox(destination)?.Next ?? new TransferNumber(1);
        _transfers[destination] = first.Plus(count);
        return first;
    }

    public TransferNumber LastTaken(PartitionId source) =>
        _arrivals.TryGetValue(source, out TransferNumber last) ? last : State.LastTaken(source);

    public void RememberTaken(PartitionId source, TransferNumber last) => _arrivals[source] = last;

    /// <summary>All contents in one piece.</summary>
    public ReadOnlyMemory<byte> Payload()
    {
        if (PayloadLength == 0)
            return ReadOnlyMemory<byte>.Empty;
        byte[] payload = GC.AllocateUninitializedArray<byte>(PayloadLength);
        int offset = 0;
        foreach (ReadOnlyMemory<byte> part in _payload)
        {
            part.Span.CopyTo(payload.AsSpan(offset));
            offset += part.Length;
        }

        return payload;
    }

    /// <summary>Ends the draft: what was decided last cannot be told from here on message by message.</summary>
    public void Seal() => IsSealed = true;

    /// <summary>How an event speaks of a message.</summary>
    public static MessageReference Refer(MessageEntry entry) => entry.Touched
        ? new MessageReference(entry.Sequence)
        : new MessageReference(entry.Sequence, FirstTouch: true, entry.Length, entry.Traits);

    public bool IsExpired(MessageEntry entry) => entry.EnqueuedAt + State.Settings.Retention <= Now;

    /// <summary>Sets messages on their way, one event for each partition that they go to.</summary>
    public void StartTransfers(MoveReason reason, IEnumerable<(MessageEntry Entry, PartitionId Destination)> moves)
    {
        foreach (IGrouping<PartitionId, (MessageEntry Entry, PartitionId)> group in moves.GroupBy(move =>
            move.Destination))
        {
            MessageReference[] messages = [.. group.Select(move => Refer(move.Entry))];
            Add(new TransferStarted(group.Key, reason, TakeTransfers(group.Key, messages.Length), messages));
        }
    }
}
