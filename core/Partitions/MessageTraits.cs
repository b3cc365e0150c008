using QueueService.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Partitions;

/// <summary>
/// What the engine must know of a message that is not plain: one with a group, or one that was moved here.
/// </summary>
internal sealed record MessageTraits
{
    public KeyHash Group { get; init; }

    /// <summary>The identity from its first queue; null for a message that was sent to this partition.</summary>
    public MessageId? Id { get; init; }

    /// <summary>The time that retention counts from, where it is not the time of the frame.</summary>
    public Timestamp? EnqueuedAt { get; init; }

    public Timestamp? FirstReceivedAt { get; init; }

    /// <summary>Receives before it came to this partition.</summary>
    public int PriorReceives { get; init; }

    public Origin? Origin { get; init; }
}
