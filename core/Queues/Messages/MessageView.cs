using QueueService.Partitions.Messages;

namespace QueueService.Queues.Messages;

/// <summary>A message as it is shown to a client, received or peeked at.</summary>
public sealed record MessageView
{
    public required MessageId MessageId { get; init; }

    /// <summary>Null when peeked at: a look gives no right to acknowledge.</summary>
    public string? ReceiptHandle { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public required bool IsText { get; init; }

    public string? ContentType { get; init; }

    public IReadOnlyList<MessageAttribute> Attributes { get; init; } = [];

    public required DateTimeOffset EnqueuedAt { get; init; }

    public DateTimeOffset? FirstReceivedAt { get; init; }

    public required int ReceiveCount { get; init; }

    /// <summary>In flight: when it comes back; delayed: when it becomes visible; visible: null.</summary>
    public DateTimeOffset? VisibleUntil { get; init; }

    public string? GroupId { get; init; }

    public string? DeduplicationId { get; init; }

    public required long SequenceNumber { get; init; }

    public DeadLetterInfo? DeadLetter { get; init; }

    /// <summary>The exchange that it was published to last; null if it was sent to the queue.</summary>
    public string? Exchange { get; init; }

    /// <summary>The keys that it was published with last; none if it was sent to the queue.</summary>
    public IReadOnlyList<string> RoutingKeys { get; init; } = [];

    /// <summary>Where it is; null when received.</summary>
    public PeekState? State { get; init; }

    /// <summary>How many bytes the body has, where only its beginning may be here; null when received.</summary>
    public int? BodyBytes { get; init; }

    /// <summary>True if <see cref="Body"/> is only the beginning.</summary>
    public bool IsTruncated => Body.Length < BodyBytes;

    /// <summary>Null if it was never replayed.</summary>
    public ReplayInfo? Replays { get; init; }
}
