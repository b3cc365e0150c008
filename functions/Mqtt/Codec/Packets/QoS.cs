namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>How often a message may and must arrive (MQTT 5.0, section 4.3).</summary>
internal enum QoS
{
    AtMostOnce,
    AtLeastOnce,
    ExactlyOnce,
}
