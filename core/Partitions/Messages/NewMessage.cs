namespace QueueService.Partitions.Messages;

/// <summary>A message on its way into a queue.</summary>
public sealed record NewMessage
{
    /// <summary>0..1 MiB; the queue's own limit applies to body and attributes together.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>True if the body is UTF-8 text, false if it is opaque bytes. Decides how JSON shows it.</summary>
    public required bool IsText { get; init; }

    /// <summary>Media type, at most 256 characters.</summary>
    public string? ContentType { get; init; }

    /// <summary>At most 64, with distinct names.</summary>
    public IReadOnlyList<MessageAttribute> Attributes { get; init; } = [];

    /// <summary>0..900 s; null takes the queue's delay.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>1..128 printable ASCII characters without space; required on FIFO queues.</summary>
    public string? GroupId { get; init; }

    /// <summary>1..128 printable ASCII characters without space.</summary>
    public string? DeduplicationId { get; init; }

    /// <summary>
    /// What MQTT says of a message beyond all this: kept as it is, and shown to readers of topics alone.
    /// </summary>
    public ReadOnlyMemory<byte> TopicProperties { get; init; }

    /// <summary>The exchange that it is published to; null if it is sent to a queue.</summary>
    internal string? Exchange { get; init; }

    /// <summary>The keys that it is published with; none if it is sent to a queue.</summary>
    internal IReadOnlyList<string> RoutingKeys { get; init; } = [];
}
