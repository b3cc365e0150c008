using QueueService.Functions.Mqtt.Codec.Properties;

namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>
/// PUBLISH (MQTT 5.0, section 3.3). <b>Topic, properties and payload are memory of the receiver</b>: they last as long
/// as the body that was decoded.
/// </summary>
internal sealed record PublishPacket : ClientPacket
{
    /// <summary>UTF-8 without wildcards. Empty only if there is an alias.</summary>
    public ReadOnlyMemory<byte> Topic { get; init; }

    /// <summary>1 to 65,535, to be compared with the maximum that was announced; null if absent.</summary>
    public int? TopicAlias { get; init; }

    public QoS QoS { get; init; }

    public bool Duplicate { get; init; }

    public bool Retain { get; init; }

    /// <summary>1 to 65,535; 0 with QoS 0.</summary>
    public ushort PacketId { get; init; }

    /// <summary>Null if absent: it does not expire. 0 is not absent.</summary>
    public uint? MessageExpirySeconds { get; init; }

    /// <summary>
    /// Those that are forwarded, as <see cref="StoredProperties"/> keeps them and decodes them.
    /// </summary>
    public ReadOnlyMemory<byte> Properties { get; init; }

    public ReadOnlyMemory<byte> Payload { get; init; }
}
