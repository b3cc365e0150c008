namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP (MQTT 5.0, sections 3.4 to 3.7).</summary>
/// <param name="Type">Which of them.</param>
/// <param name="PacketId">1 to 65,535.</param>
/// <param name="Code">One that the packet may have; always a success in MQTT 3.1.1.</param>
internal sealed record AckPacket(PacketType Type, ushort PacketId, ReasonCode Code) : ClientPacket
{
    public string? ReasonString { get; init; }

    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];
}
