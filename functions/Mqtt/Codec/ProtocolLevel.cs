namespace QueueService.Functions.Mqtt.Codec;

/// <summary>The versions of MQTT that are spoken here; the value is the level that CONNECT tells.</summary>
internal enum ProtocolLevel
{
    /// <summary>MQTT 3.1.1.</summary>
    Mqtt311 = 4,

    /// <summary>MQTT 5.0.</summary>
    Mqtt5 = 5,
}
