namespace QueueService.Functions.Mqtt.Codec;

/// <summary>What CONNACK of MQTT 3.1.1 can tell (section 3.2.2.3).</summary>
internal enum ConnackReturnCode
{
    Accepted = 0,
    UnacceptableProtocolVersion,
    IdentifierRejected,
    ServerUnavailable,
    BadUserNameOrPassword,
    NotAuthorized,
}
