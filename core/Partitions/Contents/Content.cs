using QueueService.Partitions.Messages;

namespace QueueService.Partitions.Contents;

/// <summary>What the user gave with a message.</summary>
internal sealed class Content
{
    public bool IsText { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ContentType { get; set; }

    public string? GroupId { get; set; }

    public string? DeduplicationId { get; set; }

    /// <summary>The exchange that it came by; null if it was sent to the queue.</summary>
    public string? Exchange { get; set; }

    public List<string> RoutingKeys { get; } = [];

    public string? FirstKey => RoutingKeys.Count > 0 ? RoutingKeys[0] : null;

    /// <summary>What MQTT says of it beyond that, in the form of <see cref="NewMessage.TopicProperties"/>.</summary>
    public ReadOnlyMemory<byte> TopicProperties { get; set; }

    public List<MessageAttribute> Attributes { get; } = [];

    /// <summary>The same as it was given, to be stored again.</summary>
    public NewMessage ToMessage() => new()
    {
        Body = Body,
        IsText = IsText,
        ContentType = ContentType,
        Attributes = Attributes,
        GroupId = GroupId,
        DeduplicationId = DeduplicationId,
        Exchange = Exchange,
        RoutingKeys = RoutingKeys,
        TopicProperties = TopicProperties,
    };
}
