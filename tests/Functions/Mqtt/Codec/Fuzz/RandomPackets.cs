using System.Buffers;
using System.Text;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace QueueService.Tests.Functions.Mqtt.Codec.Fuzz;

/// <summary>Legal packets of clients, each with some of what it may have, and encoded by another codec than ours.</summary>
internal sealed class RandomPackets(Random random, MqttProtocolVersion version)
{
    private static readonly string[] Words =
        ["", "a", "temperature", "a/b", "é", "\uFEFFx", "\uFFFD", "\U0001F600", "\u0001", "$SYS", "x y", new('n', 130)];

    private bool IsMqtt5 => version == MqttProtocolVersion.V500;

    public static byte[] Encode(MqttPacket packet, MqttProtocolVersion version) =>
        new MqttPacketFormatterAdapter(version, new MqttBufferWriter(4096, 4096)).Encode(packet).ToArray();

    public MqttPacket Next() => random.Next(IsMqtt5 ? 10 : 9) switch
    {
        0 => Connect(),
        1 or 2 => Publish(),
        3 => Puback(),
        4 => Pubrel(),
        5 => Subscribe(),
        6 => Unsubscribe(),
        7 => Disconnect(),
        8 => MqttPingReqPacket.Instance,
        _ => Auth(),
    };

    private MqttConnectPacket Connect()
    {
        bool hasWill = Maybe();
        string? user = Maybe() ? Word() : null;
        return new MqttConnectPacket
        {
            ClientId = $"c{Word()}",
            CleanSession = Maybe(),
            KeepAlivePeriod = Short(),
            Username = user,
            Password = user is not null && Maybe() ? Data() : null,
            SessionExpiryInterval = Number(),
            ReceiveMaximum = Short(),
            MaximumPacketSize = Number(),
            TopicAliasMaximum = Short(),
            RequestProblemInformation = Maybe(),
            RequestResponseInformation = Maybe(),
            AuthenticationMethod = Maybe() ? "method" : null,
            UserProperties = Properties(),
            WillFlag = hasWill,
            WillTopic = hasWill ? Topic() : null,
            WillMessage = hasWill ? Data() : null,
            WillQoS = hasWill ? QoS() : MqttQualityOfServiceLevel.AtMostOnce,
            WillRetain = hasWill && Maybe(),
            WillDelayInterval = Number(),
            WillMessageExpiryInterval = Number(),
            WillPayloadFormatIndicator = Format(),
            WillContentType = Optional(),
            WillResponseTopic = Optional(),
            WillCorrelationData = Maybe() ? Data() : null,
            WillUserProperties = Properties(),
        };
    }

    private MqttPublishPacket Publish()
    {
        MqttQualityOfServiceLevel qos = QoS();
        ushort alias = Short();
        return new MqttPublishPacket
        {
            Topic = alias != 0 && IsMqtt5 && Maybe() ? "" : Topic(),
            TopicAlias = alias,
            QualityOfServiceLevel = qos,
            Dup = qos != MqttQualityOfServiceLevel.AtMostOnce && Maybe(),
            Retain = Maybe(),
            PacketIdentifier = qos == MqttQualityOfServiceLevel.AtMostOnce ? (ushort)0 : Id(),
            MessageExpiryInterval = Number(),
            PayloadFormatIndicator = Format(),
            ContentType = Optional(),
            ResponseTopic = Optional(),
            CorrelationData = Maybe() ? Data() : null,
            UserProperties = Properties(),
            Payload = new ReadOnlySequence<byte>(Data()),
        };
    }

    private MqttPacketWithIdentifier Puback() => Maybe()
        ? new MqttPubAckPacket
        {
            PacketIdentifier = Id(),
            ReasonCode = Any<MqttPubAckReasonCode>(),
            ReasonString = Optional(),
            UserProperties = Properties(),
        }
        : new MqttPubRecPacket
        {
            PacketIdentifier = Id(),
            ReasonCode = Any<MqttPubRecReasonCode>(),
            ReasonString = Optional(),
            UserProperties = Properties(),
        };

    private MqttPacketWithIdentifier Pubrel() => Maybe()
        ? new MqttPubRelPacket
        {
            PacketIdentifier = Id(),
            ReasonCode = Any<MqttPubRelReasonCode>(),
            ReasonString = Optional(),
            UserProperties = Properties(),
        }
        : new MqttPubCompPacket
        {
            PacketIdentifier = Id(),
            ReasonCode = Any<MqttPubCompReasonCode>(),
            ReasonString = Optional(),
            UserProperties = Properties(),
        };

    private MqttSubscribePacket Subscribe() => new()
    {
        PacketIdentifier = Id(),
        SubscriptionIdentifier = (uint)random.Next(3) * (uint)random.Next(134_217_728),
        UserProperties = Properties(),
        TopicFilters =
        [
            .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new MqttTopicFilter
            {
                Topic = Filter(),
                QualityOfServiceLevel = QoS(),
                RetainAsPublished = IsMqtt5 && Maybe(),
                RetainHandling = IsMqtt5 ? Any<MqttRetainHandling>() : MqttRetainHandling.SendAtSubscribe,
            }),
        ],
    };

    private MqttUnsubscribePacket Unsubscribe() => new()
    {
        PacketIdentifier = Id(),
        UserProperties = Properties(),
        TopicFilters = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Filter())],
    };

    private MqttDisconnectPacket Disconnect() => new()
    {
        ReasonCode = Maybe()
            ? MqttDisconnectReasonCode.DisconnectWithWillMessage
            : MqttDisconnectReasonCode.PacketTooLarge,
        SessionExpiryInterval = Number(),
        ReasonString = Optional(),
        UserProperties = Properties(),
    };

    private MqttAuthPacket Auth() => new()
    {
        ReasonCode = MqttAuthenticateReasonCode.ReAuthenticate,
        AuthenticationMethod = "method",
        AuthenticationData = Maybe() ? Data() : null,
        ReasonString = Optional(),
        UserProperties = Properties(),
    };

    private bool Maybe() => random.Next(2) == 0;

    /// <summary>0 is absent for the other codec.</summary>
    private uint Number() => random.Next(3) switch { 0 => 0, 1 => uint.MaxValue, _ => (uint)random.Next() };

    private ushort Short() => (ushort)(random.Next(3) switch { 0 => 0, 1 => ushort.MaxValue, _ => random.Next(65_536) });

    private ushort Id() => (ushort)random.Next(1, 65_536);

    private MqttQualityOfServiceLevel QoS() => Any<MqttQualityOfServiceLevel>();

    private MqttPayloadFormatIndicator Format() => Any<MqttPayloadFormatIndicator>();

    private string Word() => Words[random.Next(Words.Length)];

    /// <summary>An empty text is absent for the other codec.</summary>
    private string? Optional() => Maybe() && Word() is { Length: > 0 } word ? word : null;

    private string Topic() => $"t{Word()}/{Word()}";

    private string Filter() => random.Next(5) switch
    {
        0 => "#",
        1 => $"$share/g/{Topic()}/#",
        2 => $"+/{Topic()}/+",
        3 => $"{Topic()}#",
        _ => Topic(),
    };

    private byte[] Data()
    {
        byte[] data = new byte[random.Next(4) switch { 0 => 0, 1 => random.Next(200), _ => random.Next(20) }];
        random.NextBytes(data);
        return data;
    }

    private List<MqttUserProperty> Properties() =>
    [
        .. Enumerable.Range(0, Math.Max(0, random.Next(-3, 4)))
            .Select(_ => new MqttUserProperty(Word(), new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(Word())))),
    ];

    private T Any<T>()
        where T : struct, Enum => Enum.GetValues<T>() is var values ? values[random.Next(values.Length)] : default;
}
