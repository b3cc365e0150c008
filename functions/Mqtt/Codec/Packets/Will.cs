using QueueService.Functions.Mqtt.Codec.Properties;

namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>The message that is published when the client goes without a word (MQTT 5.0, section 3.1.2.5).</summary>
/// <param name="Topic">A topic name of at least one byte of UTF-8.</param>
/// <param name="Payload">0 to 65,535 bytes.</param>
/// <param name="QoS">With which it is published.</param>
/// <param name="Retain">Whether it is retained.</param>
internal sealed record Will(ReadOnlyMemory<byte> Topic, ReadOnlyMemory<byte> Payload, QoS QoS, bool Retain)
{
    /// <summary>Null if absent, which is 0.</summary>
    public uint? DelaySeconds { get; init; }

    /// <summary>Null if absent: it does not expire.</summary>
    public uint? MessageExpirySeconds { get; init; }

    /// <summary>Those that are forwarded, as <see cref="StoredProperties"/> keeps them.</summary>
    public ReadOnlyMemory<byte> Properties { get; init; }
}
