namespace QueueService.Functions.Mqtt.Codec;

/// <summary>The answers to CONNECT of MQTT 5.0 in words of MQTT 3.1.1.</summary>
internal static class ConnackReturnCodes
{
    /// <summary>Null if MQTT 3.1.1 has no word for it: there the connection closes without CONNACK.</summary>
    public static ConnackReturnCode? Of(ReasonCode code) => code switch
    {
        ReasonCode.Success => ConnackReturnCode.Accepted,
        ReasonCode.UnsupportedProtocolVersion => ConnackReturnCode.UnacceptableProtocolVersion,
        ReasonCode.ClientIdentifierNotValid => ConnackReturnCode.IdentifierRejected,
        ReasonCode.BadUserNameOrPassword => ConnackReturnCode.BadUserNameOrPassword,
        ReasonCode.NotAuthorized or ReasonCode.Banned or ReasonCode.BadAuthenticationMethod
            or ReasonCode.TopicNameInvalid => ConnackReturnCode.NotAuthorized,
        ReasonCode.UnspecifiedError or ReasonCode.ImplementationSpecificError or ReasonCode.ServerUnavailable
            or ReasonCode.ServerBusy or ReasonCode.ServerShuttingDown or ReasonCode.QuotaExceeded
            or ReasonCode.UseAnotherServer or ReasonCode.ServerMoved or ReasonCode.ConnectionRateExceeded =>
            ConnackReturnCode.ServerUnavailable,
        _ => null,
    };
}
