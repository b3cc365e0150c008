namespace QueueService.Functions.Mqtt.Codec.Packets;

/// <summary>One of the properties that only applications understand. Names may repeat, and order counts.</summary>
/// <param name="Name">0 to 65,535 bytes of UTF-8, without U+0000.</param>
/// <param name="Value">The same.</param>
internal readonly record struct UserProperty(string Name, string Value);
