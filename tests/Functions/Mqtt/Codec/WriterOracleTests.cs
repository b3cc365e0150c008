using System.Buffers;
using System.Text;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Properties;
using QueueService.Functions.Mqtt.Codec.Writing;

namespace QueueService.Tests.Functions.Mqtt.Codec;

/// <summary>What our writers write, another codec decodes to the same.</summary>
public sealed class WriterOracleTests
{
    private const int Rounds = 20_000;

    private static readonly string[] Words = ["", "a", "é/\uFEFF", "\U0001F600", new('n', 128)];

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 5)]
    public void Write_WhenPublishesAreRandom_AreDecodedByAnotherCodec(int seed, int number)
    {
        var level = (ProtocolLevel)number;
        bool isMqtt5 = level == ProtocolLevel.Mqtt5;
        Random random = new(seed);
        for (int round = 0; round < Rounds; round++)
        {
            MessageProperties properties = RandomProperties(random);
            PublishDelivery delivery = RandomDelivery(random);
            byte[] topic = Encoding.UTF8.GetBytes($"t{Words[random.Next(Words.Length)]}");
            byte[] payload = new byte[random.Next(300)];
            random.NextBytes(payload);
            ArrayBufferWriter<byte> output = new();
            PublishWriter.Write(output, level, new(topic, StoredProperties.Encode(properties), payload), delivery);
            var read = (MqttPublishPacket)Decode(output, level);
            Assert.Equal(delivery.LeavesOutTopic && isMqtt5 ? "" : Encoding.UTF8.GetString(topic), read.Topic);
            Assert.Equal(
                ((int)delivery.QoS, delivery.Duplicate, delivery.Retain, delivery.PacketId),
                ((int)read.QualityOfServiceLevel, read.Dup, read.Retain, read.PacketIdentifier));
            Assert.Equal(payload, read.Payload.ToArray());
            if (isMqtt5)
                Compare(properties, delivery, read);
        }
    }

    [Fact]
    public void Connack_WhenWritten_IsDecodedByAnotherCodec()
    {
        ArrayBufferWriter<byte> output = new();
        ControlPackets.Connack(output, ProtocolLevel.Mqtt5, new ConnackPacket(ReasonCode.Success)
        {
            AssignedClientIdentifier = "c",
            SessionExpirySeconds = 7,
            ReceiveMaximum = 20,
            MaximumPacketBytes = 1_000,
            Detail = new PacketDetail("why", new UserProperty("a", "é")),
        });
        var read = (MqttConnAckPacket)Decode(output, ProtocolLevel.Mqtt5);
        Assert.True(read.RetainAvailable && read.WildcardSubscriptionAvailable);
        Assert.True(read.SubscriptionIdentifiersAvailable && !read.SharedSubscriptionAvailable);
        Assert.Equal(MqttQualityOfServiceLevel.ExactlyOnce, read.MaximumQoS);
        Assert.Equal(("c", 7u, 20, 1_000u, "why"), (read.AssignedClientIdentifier, read.SessionExpiryInterval, read.ReceiveMaximum, read.MaximumPacketSize, read.ReasonString));
        Assert.Equal("é", Assert.Single(read.UserProperties).ReadValueAsString());
    }

    private static MqttPacket Decode(ArrayBufferWriter<byte> output, ProtocolLevel level)
    {
        PacketFramer.Read(output.WrittenSpan, int.MaxValue, out FrameHeader header, out _);
        Assert.Equal(output.WrittenCount, header.TotalBytes);
        byte[] body = output.WrittenSpan[header.HeaderBytes..].ToArray();
        MqttProtocolVersion version = level == ProtocolLevel.Mqtt5 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311;
        return new MqttPacketFormatterAdapter(version, new MqttBufferWriter(4096, 4096))
            .Decode(new ReceivedMqttPacket(header.First, body, output.WrittenCount));
    }

    private static void Compare(MessageProperties properties, in PublishDelivery delivery, MqttPublishPacket read)
    {
        Assert.Equal(delivery.TopicAlias, read.TopicAlias);
        Assert.Equal(delivery.MessageExpirySeconds ?? 0, read.MessageExpiryInterval);
        Assert.Equal(
            delivery.SubscriptionIdentifiers.ToArray(), (read.SubscriptionIdentifiers ?? []).Select(id => (int)id));
        Assert.Equal(properties.IsText ?? false, read.PayloadFormatIndicator == MqttPayloadFormatIndicator.CharacterData);
        Assert.Equal((properties.ContentType, properties.ResponseTopic), (read.ContentType, read.ResponseTopic));
        Assert.Equal(properties.CorrelationData, read.CorrelationData);
        Assert.Equal(
            properties.UserProperties,
            (read.UserProperties ?? []).Select(one => new UserProperty(one.Name, one.ReadValueAsString())));
    }

    private static PublishDelivery RandomDelivery(Random random)
    {
        var qos = (QoS)random.Next(3);
        ushort alias = (ushort)(random.Next(2) * random.Next(1, 65_536));
        return new PublishDelivery(qos, qos == QoS.AtMostOnce ? (ushort)0 : (ushort)random.Next(1, 65_536))
        {
            Duplicate = qos != QoS.AtMostOnce && random.Next(2) == 0,
            Retain = random.Next(2) == 0,
            TopicAlias = alias,
            LeavesOutTopic = alias != 0 && random.Next(2) == 0,
            MessageExpirySeconds = random.Next(2) == 0 ? null : (uint)random.Next(1_000_000),
            SubscriptionIdentifiers =
                Enumerable.Range(0, random.Next(4)).Select(_ => 1 + (random.Next() & 0x0FFF_FFFE)).ToArray(),
        };
    }

    private static MessageProperties RandomProperties(Random random) => new()
    {
        IsText = random.Next(3) switch { 0 => null, 1 => true, _ => false },
        ContentType = Word(random),
        ResponseTopic = Word(random),
        CorrelationData = random.Next(3) == 0 ? null : new byte[random.Next(5) * random.Next(1_100)],
        UserProperties =
        [
            .. Enumerable.Range(0, random.Next(4))
                .Select(_ => new UserProperty(Word(random) ?? "", Word(random) ?? "")),
        ],
    };

    private static string? Word(Random random) => random.Next(3) == 0 ? null : Words[random.Next(Words.Length)];
}
