namespace QueueService.Functions.Mqtt.Codec;

/// <summary>The upper half of a packet's first byte (MQTT 5.0, section 2.1.2). 0 is reserved.</summary>
internal enum PacketType
{
    Connect = 1,
    Connack,
    Publish,
    Puback,
    Pubrec,
    Pubrel,
    Pubcomp,
    Subscribe,
    Suback,
    Unsubscribe,
    Unsuback,
    Pingreq,
    Pingresp,
    Disconnect,

    /// <summary>Reserved in MQTT 3.1.1.</summary>
    Auth,
}
