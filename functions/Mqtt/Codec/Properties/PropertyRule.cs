namespace QueueService.Functions.Mqtt.Codec.Properties;

/// <summary>What MQTT 5.0 says of a property.</summary>
/// <param name="Places">Where it may stand.</param>
internal readonly record struct PropertyRule(PropertyKind Kind, PropertyPlaces Places, PropertyCheck Check);
