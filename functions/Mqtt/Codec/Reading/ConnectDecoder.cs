using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Properties;

namespace QueueService.Functions.Mqtt.Codec.Reading;

/// <summary>CONNECT (MQTT 5.0 and 3.1.1, section 3.1).</summary>
internal static class ConnectDecoder
{
    private const byte FirstByte = (byte)PacketType.Connect << 4;

    public static ClientPacket Read(byte first, ReadOnlyMemory<byte> body)
    {
        if (first >> 4 != (int)PacketType.Connect)
            return new RefusedConnect(new(ReasonCode.ProtocolError, "The first packet is not CONNECT."), null);
        BodyReader reader = new(body);
        ReadOnlySpan<byte> name = reader.Utf8().Span;
        byte number = reader.Byte();
        if (reader.Refusal is { } unread)
            return new RefusedConnect(unread, null);
        if (!name.SequenceEqual("MQTT"u8) || !Enum.IsDefined((ProtocolLevel)number))
            return Unsupported(number);
        var level = (ProtocolLevel)number;
        if (first != FirstByte)
            reader.Refuse(ReasonCode.MalformedPacket, "The flags of CONNECT are not 0.");
        ConnectPacket? packet = Read(ref reader, level);
        reader.ExpectEnd();
        return reader.Refusal is { } refusal ? new RefusedConnect(refusal, level) : packet!;
    }

    /// <summary>
    /// Told to a client of a level below 5 in the words of MQTT 3.1.1. The highest bit, by which some brokers say that
    /// they are no ordinary client, belongs to no level of the standard.
    /// </summary>
    private static RefusedConnect Unsupported(byte number) => new(
        new(ReasonCode.UnsupportedProtocolVersion, "MQTT is spoken here with its versions 3.1.1 and 5.0."),
        (number & 0x7F) < (int)ProtocolLevel.Mqtt5 ? ProtocolLevel.Mqtt311 : ProtocolLevel.Mqtt5);

    private static ConnectPacket? Read(ref BodyReader reader, ProtocolLevel level)
    {
        ConnectFlags flags = ConnectFlags.Read(ref reader, level);
        ushort keepAlive = reader.UInt16();
        PropertyBlock properties = default;
        if (level == ProtocolLevel.Mqtt5)
            properties = PropertyBlock.Read(ref reader, PropertyPlaces.Connect);
        if (properties.Has(PropertyId.AuthenticationData) && !properties.Has(PropertyId.AuthenticationMethod))
            reader.Refuse(ReasonCode.ProtocolError, "There is Authentication Data without Authentication Method.");
        string clientId = reader.Text();
        Will? will = flags.HasWill ? ReadWill(ref reader, flags, level) : null;
        string? userName = flags.HasUserName ? reader.Text() : null;
        byte[]? password = flags.HasPassword ? reader.Binary().ToArray() : null;
        if (reader.Refusal is not null)
            return null;
        return new ConnectPacket(level, clientId)
        {
            CleanStart = flags.CleanStart,
            KeepAliveSeconds = keepAlive,
            Will = will,
            UserName = userName,
            Password = password,
            SessionExpirySeconds = properties.Number(PropertyId.SessionExpiry),
            ReceiveMaximum = (int?)properties.Number(PropertyId.ReceiveMaximum),
            MaximumPacketBytes = properties.Number(PropertyId.MaximumPacketSize),
            TopicAliasMaximum = (int?)properties.Number(PropertyId.TopicAliasMaximum),
            RequestResponseInformation = properties.Flag(PropertyId.RequestResponseInformation),
            RequestProblemInformation = properties.Flag(PropertyId.RequestProblemInformation),
            AuthenticationMethod = properties.Text(PropertyId.AuthenticationMethod),
            AuthenticationData = properties.Copy(PropertyId.AuthenticationData),
            UserProperties = properties.UserProperties(),
        };
    }

    private static Will? ReadWill(ref BodyReader reader, ConnectFlags flags, ProtocolLevel level)
    {
        PropertyBlock properties = default;
        if (level == ProtocolLevel.Mqtt5)
            properties = PropertyBlock.Read(ref reader, PropertyPlaces.Will);
        ReadOnlyMemory<byte> topic = reader.Utf8();
        ReadOnlyMemory<byte> payload = reader.Binary();
        if (reader.Refusal is null && (topic.IsEmpty || topic.Span.ContainsAny("+#"u8)))
            reader.Refuse(ReasonCode.TopicNameInvalid, "The topic of the will is empty or has the wildcards + and #.");
        if (reader.Refusal is not null)
            return null;
        return new Will(topic.ToArray(), payload.ToArray(), flags.WillQoS, flags.WillRetain)
        {
            DelaySeconds = properties.Number(PropertyId.WillDelay),
            MessageExpirySeconds = properties.Number(PropertyId.MessageExpiry),
            Properties = StoredProperties.Of(properties).ToArray(),
        };
    }
}
