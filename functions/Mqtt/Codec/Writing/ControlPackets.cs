using System.Buffers;
using System.Numerics;
using System.Text;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using QueueService.Functions.Mqtt.Codec.Packets;

namespace QueueService.Functions.Mqtt.Codec.Writing;

/// <summary>
/// Writes what a server sends beside PUBLISH and plain acknowledgements. Each method is false, and has written nothing,
/// if the client cannot be told: its Maximum Packet Size forbids it even without detail, or its version of MQTT has no
/// such packet. They fail with <see cref="ArgumentException"/> if a text is no string of MQTT: at most 65,535 bytes of
/// valid Unicode without U+0000. This is the only place that knows MQTTnet.
/// </summary>
internal static class ControlPackets
{
    /// <summary>Of the buffer that a formatter begins with, and of the largest that it keeps.</summary>
    private const int FormatterBytes = 256;
    private const int MaxFormatterBytes = 4096;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>A packet is encoded at once, so that a thread needs one formatter, and a connection none.</summary>
    [ThreadStatic]
    private static MqttPacketFormatterAdapter? _formatter311;

    [ThreadStatic]
    private static MqttPacketFormatterAdapter? _formatter5;

    /// <summary>Accepts a client or refuses it.</summary>
    public static bool Connack(
        IBufferWriter<byte> output, ProtocolLevel level, ConnackPacket packet, uint? maximumPacketBytes = null)
    {
        if (packet.SessionPresent && packet.Code != ReasonCode.Success)
            throw new ArgumentException("Who is refused has no session.", nameof(packet));
        if (level == ProtocolLevel.Mqtt311 && ConnackReturnCodes.Of(packet.Code) is null)
            return false;
        return Write(output, level, maximumPacketBytes, packet.Detail, detail => Make(packet, detail));
    }

    /// <summary>Answers a first packet that the protocol forbids, as far as its sender can be told.</summary>
    public static bool Connack(IBufferWriter<byte> output, RefusedConnect refused)
    {
        if (refused.Level is not { } level)
            return false;
        ReasonCode code = refused.Refusal.Code;
        PacketDetail detail = code == ReasonCode.UnsupportedProtocolVersion
            ? PacketDetail.None
            : new PacketDetail(refused.Refusal.Sentence);
        return Connack(output, level, new ConnackPacket(code) { Detail = detail });
    }

    /// <param name="codes">One for each filter of SUBSCRIBE, in its order.</param>
    public static bool Suback(
        IBufferWriter<byte> output,
        ProtocolLevel level,
        ushort packetId,
        IReadOnlyList<ReasonCode> codes,
        PacketDetail? detail = null,
        uint? maximumPacketBytes = null) =>
        Write(output, level, maximumPacketBytes, detail, kept => new MqttSubAckPacket
        {
            PacketIdentifier = packetId,
            ReasonCodes = [.. codes.Select(code => (MqttSubscribeReasonCode)code)],
            ReasonString = Checked(kept.ReasonString),
            UserProperties = Wire(kept.UserProperties),
        });

    /// <param name="codes">One for each filter of UNSUBSCRIBE, in its order. MQTT 3.1.1 is not told.</param>
    public static bool Unsuback(
        IBufferWriter<byte> output,
        ProtocolLevel level,
        ushort packetId,
        IReadOnlyList<ReasonCode> codes,
        PacketDetail? detail = null,
        uint? maximumPacketBytes = null) =>
        Write(output, level, maximumPacketBytes, detail, kept => new MqttUnsubAckPacket
        {
            PacketIdentifier = packetId,
            ReasonCodes = [.. codes.Select(code => (MqttUnsubscribeReasonCode)code)],
            ReasonString = Checked(kept.ReasonString),
            UserProperties = Wire(kept.UserProperties),
        });

    /// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP of MQTT 5.0 with a code or detail.</summary>
    public static bool Ack(
        IBufferWriter<byte> output,
        PacketType type,
        ushort packetId,
        ReasonCode code,
        PacketDetail? detail = null,
        uint? maximumPacketBytes = null) => Write(
            output, ProtocolLevel.Mqtt5, maximumPacketBytes, detail, kept => Make(type, packetId, code, kept));

    /// <summary>Says why the connection ends. Only MQTT 5.0 has this packet of a server.</summary>
    /// <param name="serverReference">Where else to connect.</param>
    public static bool Disconnect(
        IBufferWriter<byte> output,
        ProtocolLevel level,
        ReasonCode code,
        PacketDetail? detail = null,
        string? serverReference = null,
        uint? maximumPacketBytes = null)
    {
        if (level != ProtocolLevel.Mqtt5)
            return false;
        return Write(output, level, maximumPacketBytes, detail, kept => new MqttDisconnectPacket
        {
            ReasonCode = (MqttDisconnectReasonCode)code,
            ReasonString = Checked(kept.ReasonString),
            ServerReference = Checked(serverReference),
            UserProperties = Wire(kept.UserProperties),
        });
    }

    /// <summary>A step of an authentication in MQTT 5.0.</summary>
    /// <param name="data">At most 65,535 bytes.</param>
    public static bool Auth(
        IBufferWriter<byte> output,
        ReasonCode code,
        string method,
        byte[]? data = null,
        PacketDetail? detail = null,
        uint? maximumPacketBytes = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data?.Length ?? 0, ushort.MaxValue, nameof(data));
        return Write(output, ProtocolLevel.Mqtt5, maximumPacketBytes, detail, kept => new MqttAuthPacket
        {
            ReasonCode = (MqttAuthenticateReasonCode)code,
            AuthenticationMethod = Checked(method),
            AuthenticationData = data,
            ReasonString = Checked(kept.ReasonString),
            UserProperties = Wire(kept.UserProperties),
        });
    }

    /// <summary>Without the availabilities MQTTnet would say that there is neither QoS 1 nor anything else.</summary>
    private static MqttConnAckPacket Make(ConnackPacket packet, PacketDetail detail) => new()
    {
        IsSessionPresent = packet.SessionPresent,
        ReasonCode = (MqttConnectReasonCode)packet.Code,
        ReturnCode = (MqttConnectReturnCode)(ConnackReturnCodes.Of(packet.Code) ?? ConnackReturnCode.Accepted),
        MaximumQoS = MqttQualityOfServiceLevel.ExactlyOnce,
        RetainAvailable = true,
        WildcardSubscriptionAvailable = true,
        SubscriptionIdentifiersAvailable = true,
        SharedSubscriptionAvailable = packet.Code != ReasonCode.Success,
        AssignedClientIdentifier = Checked(packet.AssignedClientIdentifier),
        SessionExpiryInterval = NotZero(packet.SessionExpirySeconds),
        ServerKeepAlive = NotZero(packet.ServerKeepAliveSeconds),
        ReceiveMaximum = NotZero(packet.ReceiveMaximum),
        MaximumPacketSize = NotZero(packet.MaximumPacketBytes),
        TopicAliasMaximum = NotZero(packet.TopicAliasMaximum),
        ResponseInformation = Checked(packet.ResponseInformation),
        ServerReference = Checked(packet.ServerReference),
        AuthenticationMethod = Checked(packet.AuthenticationMethod),
        ReasonString = Checked(detail.ReasonString),
        UserProperties = Wire(detail.UserProperties),
    };

    private static MqttPacketWithIdentifier Make(
        PacketType type, ushort packetId, ReasonCode code, PacketDetail detail)
    {
        string? reason = Checked(detail.ReasonString);
        List<MqttUserProperty> properties = Wire(detail.UserProperties);
        return type switch
        {
            PacketType.Puback => new MqttPubAckPacket
            {
                PacketIdentifier = packetId,
                ReasonCode = (MqttPubAckReasonCode)code,
                ReasonString = reason,
                UserProperties = properties,
            },
            PacketType.Pubrec => new MqttPubRecPacket
            {
                PacketIdentifier = packetId,
                ReasonCode = (MqttPubRecReasonCode)code,
                ReasonString = reason,
                UserProperties = properties,
            },
            PacketType.Pubrel => new MqttPubRelPacket
            {
                PacketIdentifier = packetId,
                ReasonCode = (MqttPubRelReasonCode)code,
                ReasonString = reason,
                UserProperties = properties,
            },
            PacketType.Pubcomp => new MqttPubCompPacket
            {
                PacketIdentifier = packetId,
                ReasonCode = (MqttPubCompReasonCode)code,
                ReasonString = reason,
                UserProperties = properties,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The packet is no acknowledgement."),
        };
    }

    /// <summary>Leaves out User Properties, and then the Reason String too, if the packet would be too large.</summary>
    private static bool Write(
        IBufferWriter<byte> output,
        ProtocolLevel level,
        uint? maximumPacketBytes,
        PacketDetail? detail,
        Func<PacketDetail, MqttPacket> make)
    {
        uint limit = maximumPacketBytes ?? uint.MaxValue;
        detail ??= PacketDetail.None;
        return Encode(output, level, limit, make(detail))
            || (detail.UserProperties.Count > 0
                && Encode(output, level, limit, make(new PacketDetail(detail.ReasonString))))
            || (detail.ReasonString is not null && Encode(output, level, limit, make(PacketDetail.None)));
    }

    /// <summary>
    /// A formatter that failed would put what it had into the next packet: it is taken, and given back after success
    /// alone.
    /// </summary>
    private static bool Encode(IBufferWriter<byte> output, ProtocolLevel level, uint limit, MqttPacket packet)
    {
        ref MqttPacketFormatterAdapter? kept = ref level == ProtocolLevel.Mqtt5 ? ref _formatter5 : ref _formatter311;
        MqttPacketFormatterAdapter formatter = kept ?? new MqttPacketFormatterAdapter(
            level == ProtocolLevel.Mqtt5 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311,
            new MqttBufferWriter(FormatterBytes, MaxFormatterBytes));
        kept = null;
        MqttPacketBuffer encoded = formatter.Encode(packet);
        bool fits = encoded.Length <= limit;
        if (fits)
            output.Write(encoded.Packet);
        formatter.Cleanup();
        kept = formatter;
        return fits;
    }

    private static List<MqttUserProperty> Wire(IReadOnlyList<UserProperty> properties) =>
        [.. properties.Select(property => new MqttUserProperty(Checked(property.Name), Utf8(property.Value)))];

    private static string? Checked(string? text)
    {
        if (text is not null)
            Utf8(text);
        return text;
    }

    private static ReadOnlyMemory<byte> Utf8(string text)
    {
        byte[] utf8 = StrictUtf8.GetBytes(text);
        return utf8.Length <= ushort.MaxValue && !utf8.Contains((byte)0)
            ? utf8
            : throw new ArgumentException("MQTT has no such string.", nameof(text));
    }

    /// <summary>MQTTnet takes 0 for absent; 0 if the value is absent.</summary>
    private static T NotZero<T>(T? value)
        where T : struct, INumber<T> => value is { } number && T.IsZero(number)
            ? throw new ArgumentOutOfRangeException(nameof(value), "CONNACK cannot say 0 here.")
            : value ?? T.Zero;
}
