using QueueService.Functions.Mqtt.Codec.Packets;

namespace QueueService.Functions.Mqtt.Codec.Writing;

/// <summary>
/// What explains a reason code. It is left out where the packet would be too large for its receiver with it, and MQTT
/// 3.1.1 is not told of it. A client that set Request Problem Information to 0 gets it in CONNACK and DISCONNECT alone.
/// </summary>
/// <param name="ReasonString">For people; null or empty for none.</param>
/// <param name="UserProperties">Dropped before the Reason String is.</param>
internal sealed record PacketDetail(string? ReasonString, params IReadOnlyList<UserProperty> UserProperties)
{
    public static readonly PacketDetail None = new((string?)null);
}
