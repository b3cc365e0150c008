namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>UNSUBSCRIBE (MQTT 5.0, section 3.10).</summary>
/// <param name="PacketId">1 to 65,535.</param>
/// <param name="Filters">At least one, each to be answered by a code in UNSUBACK, in this order.</param>
internal sealed record UnsubscribePacket(ushort PacketId, IReadOnlyList<TopicFilter> Filters) : ClientPacket
{
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];
}
