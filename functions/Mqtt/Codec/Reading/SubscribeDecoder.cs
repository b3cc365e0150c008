using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Properties;

namespace QueueService.Functions.Mqtt.Codec.Reading;

/// <summary>SUBSCRIBE and UNSUBSCRIBE (MQTT 5.0 and 3.1.1, sections 3.8 and 3.10).</summary>
internal static class SubscribeDecoder
{
    /// <summary>Many times what anybody uses; a filter of three bytes takes some forty times as much memory.</summary>
    private const int MaxFilters = 10_000;

    private const int QoSMask = 0b11;
    private const int NoLocalFlag = 0b100;
    private const int RetainAsPublishedFlag = 0b1000;
    private const int RetainHandlingShift = 4;
    private const int ReservedShift = 6;

    public static SubscribePacket Read(ref BodyReader reader, ProtocolLevel level)
    {
        ushort id = reader.PacketId();
        PropertyBlock properties = default;
        if (level == ProtocolLevel.Mqtt5)
            properties = PropertyBlock.Read(ref reader, PropertyPlaces.Subscribe);
        List<SubscriptionRequest> requests = [];
        ExpectFilter(ref reader);
        while (!reader.IsAtEnd)
        {
            TopicFilter filter = TopicFilter.Of(reader.Utf8().Span);
            byte options = reader.Byte();
            CheckOptions(ref reader, filter, options, level);
            CheckCount(ref reader, requests.Count);
            requests.Add(new SubscriptionRequest(filter, (QoS)(options & QoSMask))
            {
                NoLocal = (options & NoLocalFlag) != 0,
                RetainAsPublished = (options & RetainAsPublishedFlag) != 0,
                RetainHandling = (RetainHandling)((options >> RetainHandlingShift) & QoSMask),
            });
        }

        return new SubscribePacket(id, requests)
        {
            SubscriptionIdentifier = (int?)properties.Number(PropertyId.SubscriptionIdentifier),
            UserProperties = reader.Refusal is null ? properties.UserProperties() : [],
        };
    }

    public static UnsubscribePacket ReadUnsubscribe(ref BodyReader reader, ProtocolLevel level)
    {
        ushort id = reader.PacketId();
        PropertyBlock properties = default;
        if (level == ProtocolLevel.Mqtt5)
            properties = PropertyBlock.Read(ref reader, PropertyPlaces.Unsubscribe);
        List<TopicFilter> filters = [];
        ExpectFilter(ref reader);
        while (!reader.IsAtEnd)
        {
            filters.Add(TopicFilter.Of(reader.Utf8().Span));
            CheckCount(ref reader, filters.Count - 1);
        }

        return new UnsubscribePacket(id, filters)
        {
            UserProperties = reader.Refusal is null ? properties.UserProperties() : [],
        };
    }

    private static void ExpectFilter(ref BodyReader reader)
    {
        if (reader.IsAtEnd)
            reader.Refuse(ReasonCode.ProtocolError, "The packet names no topic filter.");
    }

    /// <param name="others">How many filters there are beside this one.</param>
    private static void CheckCount(ref BodyReader reader, int others)
    {
        if (others == MaxFilters)
            reader.Refuse(ReasonCode.QuotaExceeded, $"A packet may name {MaxFilters} topic filters.");
    }

    private static void CheckOptions(ref BodyReader reader, TopicFilter filter, byte options, ProtocolLevel level)
    {
        int reserved = level == ProtocolLevel.Mqtt5 ? options >> ReservedShift : options & ~QoSMask;
        if (reserved != 0)
            reader.Refuse(ReasonCode.MalformedPacket, "Reserved bits of the subscription options are not 0.");
        if ((options & QoSMask) > (int)QoS.ExactlyOnce)
            reader.Refuse(ReasonCode.ProtocolError, "There is no QoS 3.");
        if (((options >> RetainHandlingShift) & QoSMask) > (int)RetainHandling.Never)
            reader.Refuse(ReasonCode.ProtocolError, "There is no Retain Handling 3.");
        if ((options & NoLocalFlag) != 0 && filter.IsShared)
            reader.Refuse(ReasonCode.ProtocolError, "A shared subscription may not have No Local.");
    }
}
