using System.Text;
using System.Text.Unicode;
using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Properties;
using QueueService.Partitions.Messages;
using QueueService.Routing.Publishing;

namespace QueueService.Functions.Mqtt.Messages;

/// <summary>Messages of clients of MQTT as queues and other readers see them.</summary>
internal static class IncomingMessages
{
    private const int MostContentType = 256;

    /// <param name="topic">Of the packet, or what its alias stands for.</param>
    public static NewPublish Of(PublishPacket packet, string topic, string client, DateTimeOffset now) => Make(
        topic,
        packet.Payload,
        packet.Properties,
        packet.Retain,
        new TopicBlock(
            packet.QoS, packet.Retain, ExpiryOf(packet.MessageExpirySeconds, now), client, packet.Properties));

    public static NewPublish Of(Will will, string client, DateTimeOffset now) => Make(
        Encoding.UTF8.GetString(will.Topic.Span),
        will.Payload,
        will.Properties,
        will.Retain,
        new TopicBlock(will.QoS, will.Retain, ExpiryOf(will.MessageExpirySeconds, now), client, will.Properties));

    private static NewPublish Make(
        string topic, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> properties, bool isRetained, TopicBlock block)
    {
        MessageProperties known = StoredProperties.Decode(properties);
        NewMessage message = new()
        {
            // Published beside what is read next, into the same buffer.
            Body = payload.ToArray(),
            IsText = Utf8.IsValid(payload.Span),
            ContentType = known.ContentType is { Length: > 0 and <= MostContentType } type ? type : null,
            Attributes = Attributes(known.UserProperties),
            TopicProperties = block.Encode(),
        };
        return new NewPublish(message) { RoutingKeys = [topic], IsMandatory = false, IsRetained = isRetained };
    }

    /// <summary>Those that may be attributes, the first of each name.</summary>
    private static List<MessageAttribute> Attributes(IReadOnlyList<UserProperty> properties)
    {
        List<MessageAttribute> attributes = [];
        foreach (UserProperty property in properties)
        {
            if (attributes.Count < Limits.MaxMessageAttributes
                && MessageAttribute.IsName(property.Name)
                && !attributes.Exists(known => string.Equals(known.Name, property.Name, StringComparison.Ordinal)))
            {
                attributes.Add(new MessageAttribute(
                    property.Name, AttributeKind.Text, Encoding.UTF8.GetBytes(property.Value)));
            }
        }

        return attributes;
    }

    private static DateTimeOffset? ExpiryOf(uint? seconds, DateTimeOffset now) =>
        seconds is { } given ? now.AddSeconds(given) : null;
}
