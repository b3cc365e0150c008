namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>PINGREQ (MQTT 5.0, section 3.12).</summary>
internal sealed record PingPacket : ClientPacket
{
    public static readonly PingPacket Instance = new();
}
