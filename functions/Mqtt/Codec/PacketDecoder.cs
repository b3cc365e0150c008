using QueueService.Functions.Mqtt.Codec.Reading;
using QueueService.Functions.Mqtt.Codec.Packets;

namespace QueueService.Functions.Mqtt.Codec;

/// <summary>
/// Decodes what clients send, as strictly as MQTT demands. It knows of nothing but the packet: what depends on the
/// connection (maximum of topic aliases, identifiers in use, rights) is for the session. No input makes it throw.
/// </summary>
internal static class PacketDecoder
{
    /// <summary>Decodes the first packet of a connection.</summary>
    /// <param name="first">Type and flags.</param>
    /// <param name="body">What follows the fixed header.</param>
    /// <returns>A <see cref="ConnectPacket"/> or a <see cref="RefusedConnect"/>.</returns>
    public static ClientPacket ReadConnect(byte first, ReadOnlyMemory<byte> body) => ConnectDecoder.Read(first, body);

    /// <summary>Decodes a packet after CONNECT.</summary>
    /// <param name="first">Type and flags.</param>
    /// <param name="body">What follows the fixed header. A <see cref="PublishPacket"/> refers to it.</param>
    /// <param name="level">Of the connection.</param>
    /// <returns>Any packet but CONNECT, or a <see cref="RefusedPacket"/>.</returns>
    public static ClientPacket Read(byte first, ReadOnlyMemory<byte> body, ProtocolLevel level)
    {
        BodyReader reader = new(body);
        var type = (PacketType)(first >> 4);
        ClientPacket? packet = null;
        if (type != PacketType.Publish && (first & 0x0F) != FlagsOf(type))
            reader.Refuse(ReasonCode.MalformedPacket, "The flags of the packet are not those of its type.");
        else
            packet = Read(type, first, ref reader, level);
        reader.ExpectEnd();
        return reader.Refusal is { } refusal ? new RefusedPacket(refusal) : packet!;
    }

    private static ClientPacket? Read(PacketType type, byte first, ref BodyReader reader, ProtocolLevel level)
    {
        switch (type)
        {
            case PacketType.Publish:
                return PublishDecoder.Read(first, ref reader, level);
            case PacketType.Puback or PacketType.Pubrec or PacketType.Pubrel or PacketType.Pubcomp:
                return AckDecoder.Read(type, ref reader, level);
            case PacketType.Subscribe:
                return SubscribeDecoder.Read(ref reader, level);
            case PacketType.Unsubscribe:
                return SubscribeDecoder.ReadUnsubscribe(ref reader, level);
            case PacketType.Pingreq:
                return PingPacket.Instance;
            case PacketType.Disconnect:
                return DisconnectDecoder.Read(ref reader, level);
            case PacketType.Auth when level == ProtocolLevel.Mqtt5:
                return AuthDecoder.Read(ref reader);
            case PacketType.Connect:
                reader.Refuse(ReasonCode.ProtocolError, "A connection has one CONNECT.");
                return null;
            case PacketType.Connack or PacketType.Suback or PacketType.Unsuback or PacketType.Pingresp:
                reader.Refuse(ReasonCode.ProtocolError, "Only servers send packets of this type.");
                return null;
            default:
                reader.Refuse(ReasonCode.MalformedPacket, "There is no packet of this type.");
                return null;
        }
    }

    private static int FlagsOf(PacketType type) =>
        type is PacketType.Pubrel or PacketType.Subscribe or PacketType.Unsubscribe ? 0b0010 : 0;
}
