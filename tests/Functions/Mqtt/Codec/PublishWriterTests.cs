using System.Buffers;
using System.Text;
using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Writing;

namespace QueueService.Tests.Functions.Mqtt.Codec;

/// <summary>The bytes of PUBLISH outward.</summary>
public sealed class PublishWriterTests
{
    private static readonly PublishContent Content = new(
        Encoding.UTF8.GetBytes("a/b"), PacketText.Bytes("03 '' 26 'x' 'y' 01 00 26 'x' 'z'"), PacketText.Bytes("00FF"));

    [Fact]
    public void Write_WhenNothingIsTheReceivers_GivesTheBytesThatAreKept()
    {
        AssertWritten("30", "'a/b' [03 '' 26 'x' 'y' 01 00 26 'x' 'z'] 00FF", new(QoS.AtMostOnce, 0), ProtocolLevel.Mqtt5);
        AssertWritten("30", "'a/b' 00FF", new(QoS.AtMostOnce, 0), ProtocolLevel.Mqtt311);
    }

    [Fact]
    public void Write_WhenEverythingIsTheReceivers_PutsItInFront()
    {
        PublishDelivery delivery = new(QoS.ExactlyOnce, 0x1234)
        {
            Duplicate = true,
            Retain = true,
            TopicAlias = 10,
            MessageExpirySeconds = 0,
            SubscriptionIdentifiers = new[] { 1, 268_435_455 },
        };
        AssertWritten(
            "3D",
            "'a/b' 1234 [23 000A 02 00000000 0B 01 0B FFFFFF7F 03 '' 26 'x' 'y' 01 00 26 'x' 'z'] 00FF",
            delivery,
            ProtocolLevel.Mqtt5);
        AssertWritten("3D", "'a/b' 1234 00FF", delivery, ProtocolLevel.Mqtt311);
        AssertWritten(
            "3D",
            "'' 1234 [23 000A 02 00000000 0B 01 0B FFFFFF7F 03 '' 26 'x' 'y' 01 00 26 'x' 'z'] 00FF",
            delivery with { LeavesOutTopic = true },
            ProtocolLevel.Mqtt5);
        AssertWritten("3D", "'a/b' 1234 00FF", delivery with { LeavesOutTopic = true }, ProtocolLevel.Mqtt311);
    }

    /// <summary>Lengths at which the Variable Byte Integers of packet and properties grow.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(124)]
    [InlineData(125)]
    [InlineData(16_380)]
    [InlineData(16_381)]
    [InlineData(65_535)]
    public void Write_WhenPropertiesAreLong_CanBeRead(int length)
    {
        byte[] properties = [0x09, (byte)(length >> 8), (byte)length, .. new byte[length]];
        PublishContent content = new(Content.Topic, properties, new byte[length]);
        PublishDelivery delivery = new(QoS.AtLeastOnce, 1) { SubscriptionIdentifiers = new[] { 128 } };
        byte[] written = Write(content, delivery, ProtocolLevel.Mqtt5);
        Assert.Equal(PacketText.Packet("32", $"'a/b' 0001 [0B 8001 {Convert.ToHexString(properties)}] {Convert.ToHexString(new byte[length])}"), written);
    }

    [Fact]
    public void Write_WhenThePacketIdIsOfAnotherQoS_Fails()
    {
        Assert.Throws<ArgumentException>(() => Write(Content, new(QoS.AtMostOnce, 1), ProtocolLevel.Mqtt5));
        Assert.Throws<ArgumentException>(() => Write(Content, new(QoS.AtLeastOnce, 0), ProtocolLevel.Mqtt5));
    }

    private static void AssertWritten(string first, string body, in PublishDelivery delivery, ProtocolLevel level) =>
        Assert.Equal(PacketText.Packet(first, body), Write(Content, delivery, level));

    private static byte[] Write(in PublishContent content, in PublishDelivery delivery, ProtocolLevel level)
    {
        ArrayBufferWriter<byte> output = new();
        PublishWriter.Write(output, level, content, delivery);
        Assert.Equal(output.WrittenCount, PublishWriter.TotalBytes(level, content, delivery));
        return output.WrittenSpan.ToArray();
    }
}
