using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Replication;

/// <summary>
/// What one commit cycle has decided so far, on top of the state. It is dropped as a whole if it does not become a
/// frame, so it changes nothing in the state. Events are encoded when they are added, so that the size of the frame is
/// known at every moment.
/// </summary>
/// <param name="encoded">Where the events are encoded; cleared first.</param>
internal abstract class Draft(long id, Timestamp now, PartitionLimits bounds, WireWriter encoded)
{
    private readonly WireWriter _encoded = Cleared(encoded);
    private List<ReadOnlyMemory<byte>>? _payload;

    /// <summary>Another one for each draft of a loop.</summary>
    public long Id => id;

    public Timestamp Now { get; } = now;

    public PartitionLimits Bounds { get; } = bounds;

    /// <summary>
    /// What the clock of this process shows, by which callers wait: the time of the partition may be ahead of it by any
    /// length, and stands still then.
    /// </summary>
    public Timestamp CallerTime { get; init; } = now;

    /// <summary>False if what would wait is to be answered as it is, since the process is about to end.</summary>
    public bool MayWait { get; init; } = true;

    public int EventCount { get; private set; }

    /// <summary>The events one after another; valid until the next draft.</summary>
    public ReadOnlySpan<byte> Encoded => _encoded.Written.Span;

    public int PayloadLength { get; private set; }

    /// <summary>How many things the events are about, which is what applying them costs.</summary>
    public int Weight { get; private set; }

    /// <summary>Set by an event after which nothing else may be decided in the same frame.</summary>
    public bool IsSealed { get; private set; }

    /// <summary>True while something is there that has ended by time alone.</summary>
    public virtual bool HasExpired => false;

    /// <summary>
    /// Takes out what has ended by time alone, as much as the frame has room for; true if nothing is left then.
    /// Commands see nothing of it already.
    /// </summary>
    public virtual bool TakeOutExpired() => true;

    /// <summary>
    /// True if a later state, where the frame itself is gone, proves that this draft was never committed.
    /// </summary>
    /// <param name="later">Covers the frame <paramref name="number"/>.</param>
    public abstract bool IsLostIn(StateMachine later, FrameNumber number);

    /// <summary>
    /// True if a command may be begun that needs no more than this: a frame that is empty takes any.
    /// </summary>
    public bool HasRoom(int eventBytes, int weight, int payloadBytes) => EventCount == 0
        || (Fits(eventBytes, weight)
            && (payloadBytes == 0 || PayloadLength + payloadBytes <= 2 * Bounds.FramePayloadBytes));

    /// <summary>
    /// True if this much more stays within the bounds of a frame: asked by what can go on in the next one.
    /// </summary>
    public bool Fits(int eventBytes, int weight) =>
        _encoded.Length + eventBytes <= Bounds.FrameEventBytes && Weight + weight <= Bounds.FrameMessages;

    /// <summary>Adds a part of the payload.</summary>
    public void AddPayload(ReadOnlyMemory<byte> part)
    {
        (_payload ??= []).Add(part);
        PayloadLength += part.Length;
    }

    /// <summary>The payload in one piece.</summary>
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

    /// <summary>Takes note of an event, once it is encoded by the writer of <see cref="BeginEvent"/>.</summary>
    protected void EndEvent(int weight, bool seals)
    {
        EventCount++;
        Weight += weight;
        IsSealed |= seals;
    }

    /// <summary>Where the next event is to be encoded.</summary>
    protected WireWriter BeginEvent() => _encoded;

    private static WireWriter Cleared(WireWriter writer)
    {
        writer.Clear();
        return writer;
    }
}
