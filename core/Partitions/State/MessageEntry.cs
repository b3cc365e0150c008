using QueueService.Storage;

namespace QueueService.Partitions.State;

/// <summary>
/// A message that the state holds singly. A <em>touched</em> one has a history of its own (it was received, delayed or
/// moved) and is part of the state proper; an untouched one is merely unread messages made ready for delivery.
/// </summary>
internal sealed class MessageEntry(
    SequenceNumber sequence, FrameNumber frame, int index, int length, Timestamp enqueuedAt, MessageTraits? traits)
{
    public SequenceNumber Sequence { get; } = sequence;

    public FrameNumber Frame { get; private set; } = frame;

    /// <summary>Which message of its frame it is.</summary>
    public int Index { get; private set; } = index;

    /// <summary>Bytes of its content.</summary>
    public int Length { get; private set; } = length;

    public Timestamp EnqueuedAt { get; } = enqueuedAt;

    public MessageTraits? Traits { get; set; } = traits;

    public bool Touched { get; set; }

    public Hold Hold { get; set; }

    /// <summary>When its hold ends; since when it is aside, if it is.</summary>
    public Timestamp VisibleAt { get; set; }

    /// <summary>As it is shown: that of a dead letter goes on from what it had in its source queue.</summary>
    public int ReceiveCount { get; set; } = traits?.PriorReceives ?? 0;

    /// <summary>Deliveries by this queue, which decide whether it becomes a dead letter of this one.</summary>
    public int OwnReceives => ReceiveCount - (Traits?.PriorReceives ?? 0);

    public Timestamp? FirstReceivedAt { get; set; } = traits?.FirstReceivedAt;

    /// <summary>The last delivery, which the total visibility timeout counts from.</summary>
    public Timestamp ReceivedAt { get; set; }

    /// <summary>The receive that delivered it last, if that may be repeated.</summary>
    public ReceiveAttempt? Attempt { get; set; }

    /// <summary>Why it is leaving or held, while it is.</summary>
    public MoveReason Leaving { get; set; }

    /// <summary>How many copies are on their way, to one partition each.</summary>
    public ushort Copies { get; set; }

    /// <summary>True once one of the copies that set out has arrived.</summary>
    public bool HasArrived { get; set; }

    /// <summary>True if it is out of the order of delivery, and no time brings it back.</summary>
    public bool IsAside => Hold is Hold.Leaving or Hold.Held;

    public KeyHash Group => Traits?.Group ?? KeyHash.None;

    /// <summary>True while it can be received, as of the clock of the state.</summary>
    public bool IsReady { get; set; }

    /// <summary>
    /// True once it has outlived the retention, as of the clock of the state: it is gone for everybody, and stays only
    /// until an event takes it out.
    /// </summary>
    public bool IsExpired { get; set; }

    /// <summary>The draft that has already decided something about this message.</summary>
    public long Claim { get; set; }

    /// <summary>The last capture that has what it needs of this message, or does not need it.</summary>
    public int Capture { get; set; }

    /// <summary>Neighbours within its bucket of the schedule.</summary>
    public ScheduleBucket? Bucket { get; set; }

    public MessageEntry? NextInBucket { get; set; }

    public MessageEntry? PreviousInBucket { get; set; }

    /// <summary>Neighbours among the tracked messages of about its age.</summary>
    public AgeBucket? AgeBucket { get; set; }

    public MessageEntry? NextByAge { get; set; }

    public MessageEntry? PreviousByAge { get; set; }

    /// <summary>Neighbours within its message group, by sequence number.</summary>
    public MessageEntry? NextInGroup { get; set; }

    public MessageEntry? PreviousInGroup { get; set; }

    /// <summary>Its content is another one from now on.</summary>
    public void Replace(FrameNumber frame, int index, int length)
    {
        (Frame, Index, Length) = (frame, index, length);
        Traits = (Traits ?? new MessageTraits()) with { IsEdited = true };
    }
}
