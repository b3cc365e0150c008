namespace QueueService;

/// <summary>
/// What bounds one turn of a partition and what it keeps in memory. The product runs with the defaults; the simulation
/// draws tiny ones, so that every bound is met.
/// </summary>
internal sealed record PartitionLimits
{
    public static readonly PartitionLimits Default = new();

    /// <summary>
    /// Encoded bytes of events of one frame. A single command that needs more has a frame of its own, which stays below
    /// <see cref="Limits.MaxFrameEventBytes"/>.
    /// </summary>
    public int FrameEventBytes { get; init; } = Limits.MaxFrameEventBytes;

    /// <summary>
    /// Messages that the events of one frame are about: what bounds the work of deciding and applying it.
    /// </summary>
    public int FrameMessages { get; init; } = Limits.MaxFrameMessages;

    /// <summary>Bytes of message contents of one frame; a single command may have more.</summary>
    public int FramePayloadBytes { get; init; } = Limits.MaxFramePayloadBytes;

    /// <summary>Messages of one step of a move between partitions.</summary>
    public int TransferMessages { get; init; } = Limits.MaxTransferMessages;

    /// <summary>Bytes of one step of a move between partitions; a single message may have more.</summary>
    public long TransferBytes { get; init; } = Limits.MaxTransferBytes;

    /// <summary>Messages in flight at one time.</summary>
    public int InFlight { get; init; } = Limits.MaxInFlight;

    /// <summary>Messages that are delayed or hidden, at one time; more are not taken.</summary>
    public int Delayed { get; init; } = Limits.MaxDelayed;

    /// <summary>Deduplication ids that are remembered at one time; more are not taken.</summary>
    public int DeduplicationIds { get; init; } = Limits.MaxDeduplicationIds;

    /// <summary>
    /// Bytes of contents that one receive hands out; the message that reaches it is still handed out.
    /// </summary>
    public int AnswerBytes { get; init; } = Limits.MaxAnswerBytes;

    /// <summary>Unread messages that are loaded at one time.</summary>
    public int Loaded { get; init; } = Limits.MaxLoaded;

    /// <summary>Unread messages that a FIFO queue has loaded at least.</summary>
    public int GroupLookAhead { get; init; } = Limits.GroupLookAhead;

    /// <summary>Frames that one fetch of unread messages reads.</summary>
    public int FetchFrames { get; init; } = Limits.MaxFetchFrames;
}
