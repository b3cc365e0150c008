using System.Text;
using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Properties;
using QueueService.Functions.Mqtt.Codec.Writing;
using QueueService.Partitions.Messages;
using QueueService.Topics;

namespace QueueService.Functions.Mqtt.Messages;

/// <summary>
/// Messages as clients of MQTT get them. What came by MQTT goes out unaltered; of others the content type and the
/// attributes become properties.
/// </summary>
internal sealed class MessageTranslator
{
    /// <summary>The last one, and what it came from: a message is delivered to all its readers in a row.</summary>
    private (TopicMessage From, SharedMessage To)? _last;

    /// <summary>Called by one thread at a time.</summary>
    public SharedMessage Of(TopicMessage message)
    {
        if (_last is { } last && ReferenceEquals(last.From, message))
            return last.To;
        SharedMessage shared = Translate(message);
        _last = (message, shared);
        return shared;
    }

    public static SharedMessage Translate(TopicMessage message)
    {
        byte[] topic = Encoding.UTF8.GetBytes(message.Topic);
        if (!message.Properties.IsEmpty)
        {
            TopicBlock block = TopicBlock.Decode(message.Properties);
            return new SharedMessage(
                new PublishContent(topic, block.Properties, message.Body),
                block.QoS,
                block.Retain,
                block.ExpiresAt,
                block.Client);
        }

        MessageProperties properties = new()
        {
            IsText = message.IsText ? true : null,
            ContentType = message.ContentType,
            UserProperties = [.. message.Attributes.Select(PropertyOf).OfType<UserProperty>()],
        };

        // As durable as anything else that is published by REST.
        return new SharedMessage(
            new PublishContent(topic, StoredProperties.Encode(properties), message.Body),
            QoS.ExactlyOnce,
            Retain: false,
            ExpiresAt: null,
            Publisher: "");
    }

    /// <summary>Null if MQTT cannot say it: bytes, long texts, and U+0000.</summary>
    private static UserProperty? PropertyOf(MessageAttribute attribute) =>
        attribute.Kind != AttributeKind.Binary
        && attribute.Value.Length <= ushort.MaxValue
        && !attribute.Value.Span.Contains((byte)0)
            ? new UserProperty(attribute.Name, Encoding.UTF8.GetString(attribute.Value.Span))
            : null;
}
