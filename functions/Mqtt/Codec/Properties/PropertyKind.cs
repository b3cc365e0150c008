namespace QueueService.Functions.Mqtt.Codec.Properties;

/// <summary>How the value of a property is written (MQTT 5.0, section 1.5).</summary>
internal enum PropertyKind
{
    Byte,
    TwoBytes,
    FourBytes,
    VariableByteInteger,
    Binary,
    Text,

    /// <summary>Two texts, name and value.</summary>
    Pair,
}
