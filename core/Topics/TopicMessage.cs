using QueueService.Partitions.Messages;

namespace QueueService.Topics;

/// <summary>A message that was published to a topic.</summary>
/// <param name="Topic">1..1024 bytes of UTF-8, without wildcards.</param>
public sealed record TopicMessage(string Topic, ReadOnlyMemory<byte> Body)
{
    /// <summary>True if it was published to be retained.</summary>
    public bool IsRetained { get; init; }

    /// <summary>True if the body is UTF-8 text.</summary>
    public bool IsText { get; init; }

    /// <summary>Media type of the body; null if it was not said.</summary>
    public string? ContentType { get; init; }

    /// <summary>With distinct names.</summary>
    public IReadOnlyList<MessageAttribute> Attributes { get; init; } = [];

    /// <summary>As of <see cref="NewMessage.TopicProperties"/>; empty if it was not published by MQTT.</summary>
    public ReadOnlyMemory<byte> Properties { get; init; }
}
