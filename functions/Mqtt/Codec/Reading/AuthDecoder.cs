using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Properties;

namespace QueueService.Functions.Mqtt.Codec.Reading;

/// <summary>AUTH (MQTT 5.0, section 3.15).</summary>
internal static class AuthDecoder
{
    /// <summary>An empty body stands for success, which only a server tells.</summary>
    public static AuthPacket? Read(ref BodyReader reader)
    {
        ReasonCode code = reader.IsAtEnd ? ReasonCode.Success : (ReasonCode)reader.Byte();
        if (code is not (ReasonCode.ContinueAuthentication or ReasonCode.Reauthenticate))
            reader.Refuse(ReasonCode.ProtocolError, $"A client may not send the reason code 0x{(int)code:X2}.");
        PropertyBlock properties = PropertyBlock.Read(ref reader, PropertyPlaces.Auth);
        if (!properties.Has(PropertyId.AuthenticationMethod))
            reader.Refuse(ReasonCode.ProtocolError, "AUTH names no Authentication Method.");
        if (reader.Refusal is not null)
            return null;
        return new AuthPacket(code, properties.Text(PropertyId.AuthenticationMethod)!)
        {
            AuthenticationData = properties.Copy(PropertyId.AuthenticationData),
            ReasonString = properties.Text(PropertyId.ReasonString),
            UserProperties = properties.UserProperties(),
        };
    }
}
