using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Properties;

namespace QueueService.Functions.Mqtt.Codec.Reading;

/// <summary>PUBLISH (MQTT 5.0 and 3.1.1, section 3.3).</summary>
internal static class PublishDecoder
{
    private const int RetainFlag = 1;
    private const int DuplicateFlag = 8;

    public static PublishPacket Read(byte first, ref BodyReader reader, ProtocolLevel level)
    {
        int qos = (first >> 1) & 3;
        bool isDuplicate = (first & DuplicateFlag) != 0;
        if (qos > (int)QoS.ExactlyOnce)
            reader.Refuse(ReasonCode.MalformedPacket, "There is no QoS 3.");
        else if (isDuplicate && qos == 0)
            reader.Refuse(ReasonCode.MalformedPacket, "A message with QoS 0 is never sent again, as DUP says.");
        ReadOnlyMemory<byte> topic = reader.Utf8();
        ushort id = qos > 0 ? reader.PacketId() : (ushort)0;
        PropertyBlock properties = default;
        if (level == ProtocolLevel.Mqtt5)
            properties = PropertyBlock.Read(ref reader, PropertyPlaces.Publish);
        Check(ref reader, topic, properties);
        return new PublishPacket
        {
            Topic = topic,
            TopicAlias = (int?)properties.Number(PropertyId.TopicAlias),
            QoS = (QoS)qos,
            Duplicate = isDuplicate,
            Retain = (first & RetainFlag) != 0,
            PacketId = id,
            MessageExpirySeconds = properties.Number(PropertyId.MessageExpiry),
            Properties = reader.Refusal is null ? StoredProperties.Of(properties) : default,
            Payload = reader.Rest(),
        };
    }

    private static void Check(ref BodyReader reader, ReadOnlyMemory<byte> topic, in PropertyBlock properties)
    {
        if (properties.Has(PropertyId.SubscriptionIdentifier))
            reader.Refuse(ReasonCode.ProtocolError, "Only servers send Subscription Identifiers in PUBLISH.");
        if (properties.Number(PropertyId.TopicAlias) == 0)
            reader.Refuse(ReasonCode.TopicAliasInvalid, "A Topic Alias may not be 0.");
        if (topic.Span.ContainsAny("+#"u8))
            reader.Refuse(ReasonCode.TopicNameInvalid, "A topic name may not have the wildcards + and #.");
        if (topic.IsEmpty && !properties.Has(PropertyId.TopicAlias))
            reader.Refuse(ReasonCode.ProtocolError, "A PUBLISH has a topic name or a Topic Alias.");
    }
}
