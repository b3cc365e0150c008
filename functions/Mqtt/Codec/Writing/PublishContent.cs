using QueueService.Functions.Mqtt.Codec.Properties;

namespace QueueService.Functions.Mqtt.Codec.Writing;

/// <summary>A message as it is kept, the same for all who receive it.</summary>
/// <param name="Topic">1 to 65,535 bytes of UTF-8.</param>
/// <param name="Properties">As <see cref="StoredProperties"/> keeps them; MQTT 3.1.1 is not told of them.</param>
/// <param name="Payload">With the rest at most 268,435,455 bytes.</param>
internal readonly record struct PublishContent(
    ReadOnlyMemory<byte> Topic, ReadOnlyMemory<byte> Properties, ReadOnlyMemory<byte> Payload);
