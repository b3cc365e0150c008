using QueueService.Storage;

namespace QueueService.Partitions.State;

/// <summary>What is saved of a message with a history; the members are those of <see cref="MessageEntry"/>.</summary>
internal readonly record struct SavedEntry(
    SequenceNumber Sequence,
    FrameNumber Frame,
    int Index,
    int Length,
    Timestamp EnqueuedAt,
    MessageTraits? Traits,
    Hold Hold,
    Timestamp VisibleAt,
    int ReceiveCount,
    Timestamp? FirstReceivedAt,
    Timestamp ReceivedAt,
    MoveReason Leaving)
{
    public bool HasArrived { get; init; }

    public static SavedEntry Of(MessageEntry entry) => new(
        entry.Sequence,
        entry.Frame,
        entry.Index,
        entry.Length,
        entry.EnqueuedAt,
        entry.Traits,
        entry.Hold,
        entry.VisibleAt,
        entry.ReceiveCount,
        entry.FirstReceivedAt,
        entry.ReceivedAt,
        entry.Leaving)
    {
        HasArrived = entry.HasArrived,
    };

    public MessageEntry ToEntry() => new(Sequence, Frame, Index, Length, EnqueuedAt, Traits)
    {
        Hold = Hold,
        VisibleAt = VisibleAt,
        ReceiveCount = ReceiveCount,
        FirstReceivedAt = FirstReceivedAt,
        ReceivedAt = ReceivedAt,
        Leaving = Leaving,
        HasArrived = HasArrived,
    };
}
