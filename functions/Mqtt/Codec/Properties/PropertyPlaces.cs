namespace QueueService.Functions.Mqtt.Codec.Properties;

/// <summary>Where properties of a client stand.</summary>
[Flags]
internal enum PropertyPlaces
{
    None = 0,
    Connect = 1,
    Will = 2,
    Publish = 4,

    /// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP.</summary>
    Ack = 8,
    Subscribe = 16,
    Unsubscribe = 32,
    Disconnect = 64,
    Auth = 128,

    /// <summary>What is kept of a message, <see cref="StoredProperties"/>.</summary>
    Stored = 256,
}
