using System.Buffers;
using System.Buffers.Binary;
using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Properties;

namespace QueueService.Functions.Mqtt.Codec.Writing;

/// <summary>
/// Writes PUBLISH from bytes that are kept. What is the receiver's own stands in front of the message's properties.
/// </summary>
internal static class PublishWriter
{
    private const int FirstByte = (int)PacketType.Publish << 4;
    private const int DuplicateFlag = 8;
    private const int RetainFlag = 1;
    private const int AliasBytes = 1 + sizeof(ushort);
    private const int ExpiryBytes = 1 + sizeof(uint);

    /// <summary>How long the packet is, header included: what a client's Maximum Packet Size bounds.</summary>
    public static int TotalBytes(ProtocolLevel level, in PublishContent content, in PublishDelivery delivery)
    {
        int body = BodyBytes(level, content, delivery);
        return 1 + VariableByteInteger.Length(body) + body;
    }

    public static void Write(
        IBufferWriter<byte> output, ProtocolLevel level, in PublishContent content, in PublishDelivery delivery)
    {
        if (delivery.QoS == QoS.AtMostOnce != (delivery.PacketId == 0))
            throw new ArgumentException("A packet id belongs to QoS 1 and 2.", nameof(delivery));
        int body = BodyBytes(level, content, delivery);
        int head = 1 + VariableByteInteger.Length(body) + body - content.Payload.Length;
        Span<byte> target = output.GetSpan(head)[..head];
        target[0] = (byte)(FirstByte | ((int)delivery.QoS << 1)
            | (delivery.Duplicate ? DuplicateFlag : 0) | (delivery.Retain ? RetainFlag : 0));
        int at = 1 + VariableByteInteger.Write(target[1..], body);
        ReadOnlySpan<byte> topic = SentTopic(level, content, delivery).Span;
        at += UInt16(target[at..], checked((ushort)topic.Length));
        topic.CopyTo(target[at..]);
        at += topic.Length;
        if (delivery.PacketId != 0)
            at += UInt16(target[at..], delivery.PacketId);
        if (level == ProtocolLevel.Mqtt5)
            WriteProperties(target[at..], content, delivery);
        output.Advance(head);
        output.Write(content.Payload.Span);
    }

    private static void WriteProperties(Span<byte> target, in PublishContent content, in PublishDelivery delivery)
    {
        int at = VariableByteInteger.Write(target, PropertyBytes(content, delivery));
        if (delivery.TopicAlias != 0)
        {
            target[at++] = (byte)PropertyId.TopicAlias;
            at += UInt16(target[at..], delivery.TopicAlias);
        }

        if (delivery.MessageExpirySeconds is { } seconds)
        {
            target[at++] = (byte)PropertyId.MessageExpiry;
            BinaryPrimitives.WriteUInt32BigEndian(target[at..], seconds);
            at += sizeof(uint);
        }

        foreach (int identifier in delivery.SubscriptionIdentifiers.Span)
        {
            target[at++] = (byte)PropertyId.SubscriptionIdentifier;
            at += VariableByteInteger.Write(target[at..], identifier);
        }

        content.Properties.Span.CopyTo(target[at..]);
    }

    private static int BodyBytes(ProtocolLevel level, in PublishContent content, in PublishDelivery delivery)
    {
        int length = sizeof(ushort) + SentTopic(level, content, delivery).Length + content.Payload.Length;
        if (delivery.PacketId != 0)
            length += sizeof(ushort);
        if (level != ProtocolLevel.Mqtt5)
            return length;
        int properties = PropertyBytes(content, delivery);
        return length + VariableByteInteger.Length(properties) + properties;
    }

    private static int PropertyBytes(in PublishContent content, in PublishDelivery delivery)
    {
        int length = content.Properties.Length;
        if (delivery.TopicAlias != 0)
            length += AliasBytes;
        if (delivery.MessageExpirySeconds is not null)
            length += ExpiryBytes;
        foreach (int identifier in delivery.SubscriptionIdentifiers.Span)
            length += 1 + VariableByteInteger.Length(identifier);
        return length;
    }

    private static ReadOnlyMemory<byte> SentTopic(
        ProtocolLevel level, in PublishContent content, in PublishDelivery delivery) =>
        delivery.LeavesOutTopic && delivery.TopicAlias != 0 && level == ProtocolLevel.Mqtt5 ? default : content.Topic;

    private static int UInt16(Span<byte> target, ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(target, value);
        return sizeof(ushort);
    }
}
