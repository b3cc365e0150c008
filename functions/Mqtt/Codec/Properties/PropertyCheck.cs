namespace QueueService.Functions.Mqtt.Codec.Properties;

/// <summary>Which values of a property are a protocol error.</summary>
internal enum PropertyCheck
{
    None,
    NotZero,
    ZeroOrOne,

    /// <summary>A topic name, of which it may not be a filter (MQTT-3.3.2-14).</summary>
    NoWildcard,
}
