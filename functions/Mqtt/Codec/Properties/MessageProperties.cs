using QueueService.Functions.Mqtt.Codec.Packets;

namespace QueueService.Functions.Mqtt.Codec.Properties;

/// <summary>
/// The properties of a message that reach its receivers unaltered (MQTT 5.0, section 3.3.2.3). What is null is absent.
/// </summary>
internal sealed record MessageProperties
{
    /// <summary>True if the publisher says that the payload is UTF-8, false if it says that it is just bytes.</summary>
    public bool? IsText { get; init; }

    public string? ContentType { get; init; }

    /// <summary>A topic name without wildcards.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>0 to 65,535 bytes.</summary>
    public byte[]? CorrelationData { get; init; }

    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];
}
