using System.Buffers;

namespace QueueService.Functions.Mqtt.Codec.Writing;

/// <summary>Writes PUBACK, PUBREC, PUBREL, PUBCOMP and PINGRESP.</summary>
internal static class AckWriter
{
    private const int PlainBytes = 4;
    private const int PubrelFlags = 0b0010;

    /// <summary>
    /// False, and nothing is written, if the client's Maximum Packet Size forbids even the plain packet.
    /// </summary>
    /// <param name="type">PUBACK, PUBREC, PUBREL or PUBCOMP.</param>
    /// <param name="packetId">1 to 65,535.</param>
    /// <param name="code">MQTT 3.1.1 is not told, and takes every acknowledgement for a success.</param>
    public static bool Ack(
        IBufferWriter<byte> output,
        ProtocolLevel level,
        PacketType type,
        ushort packetId,
        ReasonCode code = ReasonCode.Success,
        PacketDetail? detail = null,
        uint? maximumPacketBytes = null)
    {
        if (level == ProtocolLevel.Mqtt5 && (code != ReasonCode.Success || detail is not null))
            return ControlPackets.Ack(output, type, packetId, code, detail, maximumPacketBytes);
        if (maximumPacketBytes < PlainBytes)
            return false;
        ArgumentOutOfRangeException.ThrowIfZero(packetId);
        int flags = type == PacketType.Pubrel ? PubrelFlags : 0;
        output.Write<byte>([(byte)(((int)type << 4) | flags), PlainBytes - 2, (byte)(packetId >> 8), (byte)packetId]);
        return true;
    }

    public static void Pingresp(IBufferWriter<byte> output) => output.Write<byte>([(byte)PacketType.Pingresp << 4, 0]);
}
