using QueueService.Log;
using QueueService.Partitions.Codec;
using QueueService.Partitions.Events;
using QueueService.Partitions.State;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Partitions.Drafts;

/// <summary>
/// What one commit cycle has decided so far, on top of the state. Each message is changed at most once in a draft: a
/// command that finds its message claimed waits for the next cycle, so nothing has to be undone when the draft is
/// dropped. Events are encoded when they are added, so that the size of the frame is known at every moment.
/// </summary>
/// <param name="encoded">Where the events are encoded; cleared first.</param>
internal sealed partial class Draft(
    PartitionState state, long id, Timestamp now, PartitionLimits limits, WireWriter encoded)
{
    private readonly List<PartitionEvent> _events = [];
    private readonly WireWriter _encoded = Cleared(encoded);
    private Dictionary<KeyHash, SequenceNumber>? _deduplication;
    private Dictionary<PartitionId, TransferNumber>? _transfers;
    private Dictionary<PartitionId, TransferNumber>? _arrivals;
    private HashSet<KeyHash>? _attempts;
    private HashSet<SequenceNumber>? _unread;
    private List<ReadOnlyMemory<byte>>? _payload;
    private DeliveryCursor? _cursor;

    public PartitionState State { get; } = state;

    public Timestamp Now { get; } = now;

    public PartitionLimits Bounds { get; } = limits;

    /// <summary>
    /// What the clock of this process shows, by which callers wait: the time of the partition may be ahead of it by any
    /// length, and stands still then.
    /// </summary>
    public Timestamp CallerTime { get; init; } = now;

    /// <summary>False if what would wait is to be answered as it is, since the process is about to end.</summary>
    public bool MayWait { get; init; } = true;

    public IReadOnlyList<PartitionEvent> Events => _events;

    /// <summary>The events one after another; valid until the next draft.</summary>
    public ReadOnlySpan<byte> Encoded => _encoded.Written.Span;

    public int PayloadLength { get; private set; }

    public SequenceNumber NextSequence { get; private set; } = state.NextSequence;

    /// <summary>
    /// The dead-letter queue, once it has been looked up; anew for each draft, since it may be deleted and made again.
    /// </summary>
    public DeadLetterTarget? DeadLetter { get; set; }

    /// <summary>True once a command could not be decided because the dead-letter queue is not known.</summary>
    public bool LacksDeadLetter { get; private set; }

    /// <summary>How many messages this draft puts in flight.</summary>
    public int Delivered { get; private set; }

    /// <summary>How many messages the events are about, which is what applying them costs.</summary>
    public int Messages { get; private set; }

    /// <summary>Set by an event after which nothing else may be decided in the same frame.</summary>
    public bool IsSealed { get; private set; }

    /// <summary>True if messages are set on their way by this draft.</summary>
    public bool StartsTransfer { get; private set; }

    /// <summary>True if messages that were on their way are here again by this draft.</summary>
    public bool AbortsTransfer { get; private set; }

    public DeliveryCursor Cursor => _cursor ??= State.Walk(id);

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

    /// <summary>
    /// True if a command may be begun that needs no more than this: a frame that is empty takes any.
    /// </summary>
    public bool HasRoom(int eventBytes, int messages, int payloadBytes) => _events.Count == 0
        || (Fits(eventBytes, messages)
            && (payloadBytes == 0 || PayloadLength + payloadBytes <= 2 * Bounds.FramePayloadBytes));

    /// <summary>
    /// True if this much more stays within the bounds of a frame: asked by what can go on in the next one.
    /// </summary>
    public bool Fits(int eventBytes, int messages) =>
        _encoded.Length + eventBytes <= Bounds.FrameEventBytes && Messages + messages <= Bounds.FrameMessages;

    /// <param name="messages">How many messages it is about, where the event does not name them one by one.</param>
    public void Add(PartitionEvent happened, int messages = 1)
    {
        EventWriter.Write(_encoded, happened);
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
            Deleted deleted => deleted.Unread.Length + deleted.Touched.Length,
            Remarked remarked => remarked.Messages.Length,
            Expired expired => expired.Unread.Length + expired.Touched.Length,
            _ => messages,
        };
        Delivered += happened is Delivered handed ? handed.Messages.Length : 0;
        StartsTransfer |= happened is TransferStarted;
        AbortsTransfer |= happened is TransferAborted or TransferReturned;
        IsSealed |= happened is Purged or Closed or Configured;
    }

    /// <summary>Adds the content of the next message; returns its length.</summary>
    public int AddContent(ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> body)
    {
        _payload ??= [];
        if (!header.IsEmpty)
            _payload.Add(header);
        _payload.Add(body);
        int length = header.Length + body.Length;
        PayloadLength += length;
        return length;
    }

    /// <summary>All contents in one piece.</summary>
    public ReadOnlyMemory<byte> Payload()
    {
        if (PayloadLength == 0)
            return ReadOnlyMemory<byte>.Empty;
        byte[] payload = GC.AllocateUninitializedArray<byte>(PayloadLength);
        int offset = 0;
        foreach (ReadOnlyMemory<byte> part in _payload!)
        {
            part.Span.CopyTo(payload.AsSpan(offset));
            offset += part.Length;
        }

        return payload;
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

    private static WireWriter Cleared(WireWriter writer)
    {
        writer.Clear();
        return writer;
    }
}
