using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Properties;

namespace QueueService.Functions.Mqtt.Codec.Reading;

/// <summary>DISCONNECT (MQTT 5.0 and 3.1.1, section 3.14).</summary>
internal static class DisconnectDecoder
{
    public static DisconnectPacket Read(ref BodyReader reader, ProtocolLevel level)
    {
        if (reader.IsAtEnd || level != ProtocolLevel.Mqtt5)
            return new DisconnectPacket(ReasonCode.Success);
        var code = (ReasonCode)reader.Byte();
        if (!IsAllowed(code))
            reader.Refuse(ReasonCode.ProtocolError, $"A client may not send the reason code 0x{(int)code:X2}.");
        PropertyBlock properties = default;
        if (!reader.IsAtEnd)
            properties = PropertyBlock.Read(ref reader, PropertyPlaces.Disconnect);
        if (properties.Has(PropertyId.ServerReference))
            reader.Refuse(ReasonCode.ProtocolError, "Only servers send a Server Reference.");
        if (reader.Refusal is not null)
            return new DisconnectPacket(code);
        return new DisconnectPacket(code)
        {
            SessionExpirySeconds = properties.Number(PropertyId.SessionExpiry),
            ReasonString = properties.Text(PropertyId.ReasonString),
            UserProperties = properties.UserProperties(),
        };
    }

    private static bool IsAllowed(ReasonCode code) => code
        is ReasonCode.Success or ReasonCode.DisconnectWithWill or ReasonCode.UnspecifiedError
        or ReasonCode.MalformedPacket or ReasonCode.ProtocolError or ReasonCode.ImplementationSpecificError
        or ReasonCode.TopicNameInvalid or ReasonCode.ReceiveMaximumExceeded or ReasonCode.TopicAliasInvalid
        or ReasonCode.PacketTooLarge or ReasonCode.MessageRateTooHigh or ReasonCode.QuotaExceeded
        or ReasonCode.AdministrativeAction or ReasonCode.PayloadFormatInvalid;
}
