using System.Buffers;
using System.Text;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Properties;
using QueueService.Tests.Functions.Mqtt.Codec.Fuzz;

namespace QueueService.Tests.Functions.Mqtt.Codec;

/// <summary>What another codec encodes for a client, ours decodes to the same.</summary>
public sealed class DecoderOracleTests
{
    private const int Rounds = 20_000;

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 5)]
    public void Read_WhenAnotherCodecEncoded_GivesWhatWasSaid(int seed, int number)
    {
        var level = (ProtocolLevel)number;
        MqttProtocolVersion version = level == ProtocolLevel.Mqtt5 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311;
        RandomPackets packets = new(new Random(seed), version);
        HashSet<Type> seen = [];
        for (int round = 0; round < Rounds; round++)
        {
            MqttPacket packet = packets.Next();
            byte[] bytes = RandomPackets.Encode(packet, version);
            Assert.Equal(FrameStatus.Known, PacketFramer.Read(bytes, int.MaxValue, out FrameHeader header, out _));
            Assert.Equal(bytes.Length, header.TotalBytes);
            ReadOnlyMemory<byte> body = bytes.AsMemory(header.HeaderBytes);
            ClientPacket read = packet is MqttConnectPacket
                ? PacketDecoder.ReadConnect(header.First, body)
                : PacketDecoder.Read(header.First, body, level);
            Assert.False(read is RefusedPacket, $"{read} {Convert.ToHexString(bytes)}");
            Compare(packet, read, level == ProtocolLevel.Mqtt5);
            seen.Add(read.GetType());
        }

        Assert.Equal(level == ProtocolLevel.Mqtt5 ? 8 : 7, seen.Count);
    }

    private static void Compare(MqttPacket sent, ClientPacket read, bool isMqtt5)
    {
        switch (sent)
        {
            case MqttConnectPacket connect:
                Compare(connect, (ConnectPacket)read, isMqtt5);
                break;
            case MqttPublishPacket publish:
                Compare(publish, (PublishPacket)read, isMqtt5);
                break;
            case MqttSubscribePacket subscribe:
                Compare(subscribe, (SubscribePacket)read, isMqtt5);
                break;
            case MqttUnsubscribePacket unsubscribe:
                Assert.Equal(unsubscribe.PacketIdentifier, ((UnsubscribePacket)read).PacketId);
                Assert.Equal(unsubscribe.TopicFilters, ((UnsubscribePacket)read).Filters.Select(filter => filter.Text));
                Compare(unsubscribe.UserProperties, ((UnsubscribePacket)read).UserProperties, isMqtt5);
                break;
            case MqttDisconnectPacket disconnect when isMqtt5:
                Assert.Equal((int)disconnect.ReasonCode, (int)((DisconnectPacket)read).Code);
                Assert.Equal(Said(disconnect.SessionExpiryInterval), ((DisconnectPacket)read).SessionExpirySeconds);
                Assert.Equal(disconnect.ReasonString, ((DisconnectPacket)read).ReasonString);
                Compare(disconnect.UserProperties, ((DisconnectPacket)read).UserProperties, isMqtt5);
                break;
            case MqttAuthPacket auth:
                Assert.Equal((int)auth.ReasonCode, (int)((AuthPacket)read).Code);
                Assert.Equal(auth.AuthenticationMethod, ((AuthPacket)read).AuthenticationMethod);
                Assert.Equal(auth.AuthenticationData, ((AuthPacket)read).AuthenticationData);
                Assert.Equal(auth.ReasonString, ((AuthPacket)read).ReasonString);
                Compare(auth.UserProperties, ((AuthPacket)read).UserProperties, isMqtt5);
                break;
            case MqttPacketWithIdentifier ack:
                Compare(ack, (AckPacket)read, isMqtt5);
                break;
        }
    }

    private static void Compare(MqttConnectPacket sent, ConnectPacket read, bool isMqtt5)
    {
        Assert.Equal(
            (sent.ClientId, sent.CleanSession, (int)sent.KeepAlivePeriod, sent.Username),
            (read.ClientId, read.CleanStart, read.KeepAliveSeconds, read.UserName));
        Assert.Equal(sent.Password, read.Password);
        Assert.Equal(isMqtt5 ? Said(sent.SessionExpiryInterval) : null, read.SessionExpirySeconds);
        Assert.Equal(isMqtt5 ? (int?)Said(sent.ReceiveMaximum) : null, read.ReceiveMaximum);
        Assert.Equal(isMqtt5 ? Said(sent.MaximumPacketSize) : null, read.MaximumPacketBytes);
        Assert.Equal(isMqtt5 ? (int?)Said(sent.TopicAliasMaximum) : null, read.TopicAliasMaximum);
        Assert.Equal(!isMqtt5 || sent.RequestProblemInformation, read.RequestProblemInformation ?? true);
        Assert.Equal(isMqtt5 && sent.RequestResponseInformation, read.RequestResponseInformation ?? false);
        Assert.Equal(isMqtt5 ? sent.AuthenticationMethod : null, read.AuthenticationMethod);
        Compare(sent.UserProperties, read.UserProperties, isMqtt5);
        Assert.Equal(sent.WillFlag, read.Will is not null);
        if (read.Will is not { } will)
            return;
        Assert.Equal(sent.WillTopic, Encoding.UTF8.GetString(will.Topic.Span));
        Assert.Equal(sent.WillMessage, will.Payload.ToArray());
        Assert.Equal(((int)sent.WillQoS, sent.WillRetain), ((int)will.QoS, will.Retain));
        Assert.Equal(isMqtt5 ? Said(sent.WillDelayInterval) : null, will.DelaySeconds);
        Assert.Equal(isMqtt5 ? Said(sent.WillMessageExpiryInterval) : null, will.MessageExpirySeconds);
        MessageProperties properties = StoredProperties.Decode(will.Properties);
        Assert.Equal(isMqtt5 && sent.WillPayloadFormatIndicator == MqttPayloadFormatIndicator.CharacterData, properties.IsText ?? false);
        Assert.Equal(isMqtt5 ? sent.WillContentType : null, properties.ContentType);
        Assert.Equal(isMqtt5 ? sent.WillResponseTopic : null, properties.ResponseTopic);
        Assert.Equal(isMqtt5 ? sent.WillCorrelationData : null, properties.CorrelationData);
        Compare(sent.WillUserProperties, properties.UserProperties, isMqtt5);
    }

    private static void Compare(MqttPublishPacket sent, PublishPacket read, bool isMqtt5)
    {
        Assert.Equal(sent.Topic, Encoding.UTF8.GetString(read.Topic.Span));
        Assert.Equal(
            ((int)sent.QualityOfServiceLevel, sent.Dup, sent.Retain, sent.PacketIdentifier),
            ((int)read.QoS, read.Duplicate, read.Retain, read.PacketId));
        Assert.Equal(sent.Payload.ToArray(), read.Payload.ToArray());
        Assert.Equal(isMqtt5 ? (int?)Said(sent.TopicAlias) : null, read.TopicAlias);
        Assert.Equal(isMqtt5 ? Said(sent.MessageExpiryInterval) : null, read.MessageExpirySeconds);
        MessageProperties properties = StoredProperties.Decode(read.Properties);
        Assert.Equal(isMqtt5 && sent.PayloadFormatIndicator == MqttPayloadFormatIndicator.CharacterData, properties.IsText ?? false);
        Assert.Equal(isMqtt5 ? sent.ContentType : null, properties.ContentType);
        Assert.Equal(isMqtt5 ? sent.ResponseTopic : null, properties.ResponseTopic);
        Assert.Equal(isMqtt5 ? sent.CorrelationData : null, properties.CorrelationData);
        Compare(sent.UserProperties, properties.UserProperties, isMqtt5);
    }

    private static void Compare(MqttSubscribePacket sent, SubscribePacket read, bool isMqtt5)
    {
        Assert.Equal(sent.PacketIdentifier, read.PacketId);
        Assert.Equal(isMqtt5 ? (int?)Said(sent.SubscriptionIdentifier) : null, read.SubscriptionIdentifier);
        Assert.Equal(
            sent.TopicFilters.Select(one => (one.Topic, (int)one.QualityOfServiceLevel, one.NoLocal, one.RetainAsPublished, (int)one.RetainHandling)),
            read.Subscriptions.Select(one => (one.Filter.Text, (int)one.QoS, one.NoLocal, one.RetainAsPublished, (int)one.RetainHandling)));
        Compare(sent.UserProperties, read.UserProperties, isMqtt5);
    }

    private static void Compare(MqttPacketWithIdentifier sent, AckPacket read, bool isMqtt5)
    {
        (PacketType type, int code, string? reason, List<MqttUserProperty>? properties) = sent switch
        {
            MqttPubAckPacket ack => (PacketType.Puback, (int)ack.ReasonCode, ack.ReasonString, ack.UserProperties),
            MqttPubRecPacket ack => (PacketType.Pubrec, (int)ack.ReasonCode, ack.ReasonString, ack.UserProperties),
            MqttPubRelPacket ack => (PacketType.Pubrel, (int)ack.ReasonCode, ack.ReasonString, ack.UserProperties),
            MqttPubCompPacket ack => (PacketType.Pubcomp, (int)ack.ReasonCode, ack.ReasonString, ack.UserProperties),
            _ => throw new ArgumentOutOfRangeException(nameof(sent)),
        };
        Assert.Equal((type, sent.PacketIdentifier), (read.Type, read.PacketId));
        Assert.Equal(isMqtt5 ? (code, reason) : (0, null), ((int)read.Code, read.ReasonString));
        Compare(properties, read.UserProperties, isMqtt5);
    }

    private static void Compare(List<MqttUserProperty>? sent, IReadOnlyList<UserProperty> read, bool isMqtt5) => Assert.Equal(
        isMqtt5 ? (sent ?? []).Select(one => new UserProperty(one.Name, one.ReadValueAsString())) : [], read);

    /// <summary>The other codec does not write 0.</summary>
    private static uint? Said(uint value) => value == 0 ? null : value;
}
