namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>SUBSCRIBE (MQTT 5.0, section 3.8).</summary>
/// <param name="PacketId">1 to 65,535.</param>
/// <param name="Subscriptions">At least one, each to be answered by a code in SUBACK, in this order.</param>
internal sealed record SubscribePacket(ushort PacketId, IReadOnlyList<SubscriptionRequest> Subscriptions) : ClientPacket
{
    /// <summary>1 to 268,435,455; null if absent.</summary>
    public int? SubscriptionIdentifier { get; init; }

    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];
}
