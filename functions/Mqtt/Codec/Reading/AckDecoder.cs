using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Properties;

namespace QueueService.Functions.Mqtt.Codec.Reading;

/// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP (MQTT 5.0 and 3.1.1, sections 3.4 to 3.7).</summary>
internal static class AckDecoder
{
    public static AckPacket Read(PacketType type, ref BodyReader reader, ProtocolLevel level)
    {
        ushort id = reader.PacketId();
        if (reader.IsAtEnd || level != ProtocolLevel.Mqtt5)
            return new AckPacket(type, id, ReasonCode.Success);
        var code = (ReasonCode)reader.Byte();
        if (!IsAllowed(type, code))
            reader.Refuse(ReasonCode.ProtocolError, $"The packet may not have the reason code 0x{(int)code:X2}.");
        PropertyBlock properties = default;
        if (!reader.IsAtEnd)
            properties = PropertyBlock.Read(ref reader, PropertyPlaces.Ack);
        if (reader.Refusal is not null)
            return new AckPacket(type, id, code);
        return new AckPacket(type, id, code)
        {
            ReasonString = properties.Text(PropertyId.ReasonString),
            UserProperties = properties.UserProperties(),
        };
    }

    private static bool IsAllowed(PacketType type, ReasonCode code) => type is PacketType.Puback or PacketType.Pubrec
        ? code is ReasonCode.Success or ReasonCode.NoMatchingSubscribers or ReasonCode.UnspecifiedError
            or ReasonCode.ImplementationSpecificError or ReasonCode.NotAuthorized or ReasonCode.TopicNameInvalid
            or ReasonCode.PacketIdentifierInUse or ReasonCode.QuotaExceeded or ReasonCode.PayloadFormatInvalid
        : code is ReasonCode.Success or ReasonCode.PacketIdentifierNotFound;
}
