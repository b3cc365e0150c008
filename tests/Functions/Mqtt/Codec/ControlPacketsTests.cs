using System.Buffers;
using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Writing;

namespace QueueService.Tests.Functions.Mqtt.Codec;

/// <summary>The bytes of what a server sends beside PUBLISH, and the traps of the formatter behind it.</summary>
public sealed class ControlPacketsTests
{
    private const ProtocolLevel Old = ProtocolLevel.Mqtt311;
    private const ProtocolLevel New = ProtocolLevel.Mqtt5;

    private readonly ArrayBufferWriter<byte> _output = new();

    /// <summary>The formatter's own packet would say that there is neither QoS 1 nor anything optional.</summary>
    [Fact]
    public void Connack_WhenNothingDeviates_SaysOnlyWhatIsNotThere()
    {
        Assert.True(ControlPackets.Connack(_output, New, new ConnackPacket(ReasonCode.Success)));
        AssertWritten("20", "00 00 [2A 00]");
        Assert.True(ControlPackets.Connack(_output, New, new ConnackPacket(ReasonCode.Success, SessionPresent: true)));
        AssertWritten("20", "01 00 [2A 00]");
        Assert.True(ControlPackets.Connack(_output, Old, new ConnackPacket(ReasonCode.Success, SessionPresent: true)));
        AssertWritten("20", "01 00");
    }

    [Fact]
    public void Connack_WhenEverythingDeviates_SaysIt()
    {
        ConnackPacket packet = new(ReasonCode.Success)
        {
            AssignedClientIdentifier = "c",
            SessionExpirySeconds = 1,
            ServerKeepAliveSeconds = 60,
            ReceiveMaximum = 20,
            MaximumPacketBytes = uint.MaxValue,
            TopicAliasMaximum = 10,
            ResponseInformation = "r",
            ServerReference = "s",
            AuthenticationMethod = "m",
            Detail = new PacketDetail("why", new UserProperty("a", "1"), new UserProperty("a", "2")),
        };
        Assert.True(ControlPackets.Connack(_output, New, packet));
        AssertWritten(
            "20",
            "00 00 [11 00000001 15 'm' 21 0014 12 'c' 22 000A 1F 'why' 27 FFFFFFFF 2A 00 13 003C 1A 'r' 1C 's' 26 'a' '1' 26 'a' '2']");
        Assert.True(ControlPackets.Connack(_output, Old, packet));
        AssertWritten("20", "00 00");
    }

    /// <summary>MQTT 3.1.1 has a number of its own, or no CONNACK.</summary>
    [Theory]
    [InlineData(0x84, 1)]
    [InlineData(0x85, 2)]
    [InlineData(0x88, 3)]
    [InlineData(0x89, 3)]
    [InlineData(0x97, 3)]
    [InlineData(0x9C, 3)]
    [InlineData(0x86, 4)]
    [InlineData(0x87, 5)]
    [InlineData(0x8A, 5)]
    [InlineData(0x81, null)]
    [InlineData(0x82, null)]
    [InlineData(0x95, null)]
    public void Connack_WhenAClientIsRefused_TellsItInItsWords(int code, int? returnCode)
    {
        ConnackPacket packet = new((ReasonCode)code);
        Assert.True(ControlPackets.Connack(_output, New, packet));
        AssertWritten("20", $"00 {code:X2} []");
        Assert.Equal(returnCode is not null, ControlPackets.Connack(_output, Old, packet));
        if (returnCode is null)
            Assert.Equal(0, _output.WrittenCount);
        else
            AssertWritten("20", $"00 {returnCode:X2}");
    }

    [Fact]
    public void Connack_WhenItWouldBeWrong_Fails()
    {
        Assert.Throws<ArgumentException>(() => Connack(new(ReasonCode.NotAuthorized, SessionPresent: true)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Connack(new(ReasonCode.Success) { SessionExpirySeconds = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Connack(new(ReasonCode.Success) { ServerKeepAliveSeconds = 0 }));
        Assert.Equal(0, _output.WrittenCount);
        void Connack(ConnackPacket packet) => ControlPackets.Connack(_output, New, packet);
    }

    [Fact]
    public void Suback_WhenFiltersFail_TellsEachInItsWords()
    {
        ReasonCode[] codes = [ReasonCode.Success, ReasonCode.GrantedQoS1, ReasonCode.GrantedQoS2, ReasonCode.NotAuthorized, ReasonCode.TopicFilterInvalid];
        Assert.True(ControlPackets.Suback(_output, New, 0x1234, codes, new PacketDetail("why", new UserProperty("a", ""))));
        AssertWritten("90", "1234 [1F 'why' 26 'a' ''] 00 01 02 87 8F");
        Assert.True(ControlPackets.Suback(_output, Old, 0x1234, codes, new PacketDetail("why")));
        AssertWritten("90", "1234 00 01 02 80 80");
    }

    [Fact]
    public void Unsuback_WhenFiltersFail_TellsEachInMqtt5Alone()
    {
        ReasonCode[] codes = [ReasonCode.Success, ReasonCode.NoSubscriptionExisted, ReasonCode.TopicFilterInvalid];
        Assert.True(ControlPackets.Unsuback(_output, New, 1, codes));
        AssertWritten("B0", "0001 [] 00 11 8F");
        Assert.True(ControlPackets.Unsuback(_output, Old, 1, codes));
        AssertWritten("B0", "0001");
    }

    [Theory]
    [InlineData(4, "40")]
    [InlineData(5, "50")]
    [InlineData(6, "62")]
    [InlineData(7, "70")]
    public void Ack_WhenItIsPlainOrExplained_HasTheFewestBytes(int number, string first)
    {
        PacketType type = (PacketType)number;
        Assert.True(AckWriter.Ack(_output, New, type, 0x1234));
        AssertWritten(first, "1234");
        Assert.True(AckWriter.Ack(_output, New, type, 0x1234, ReasonCode.PacketIdentifierNotFound));
        AssertWritten(first, "1234 92 []");
        Assert.True(AckWriter.Ack(_output, New, type, 0x1234, ReasonCode.Success, new PacketDetail("why")));
        AssertWritten(first, "1234 00 [1F 'why']");
        Assert.True(AckWriter.Ack(_output, Old, type, 0x1234, ReasonCode.QuotaExceeded, new PacketDetail("why")));
        AssertWritten(first, "1234");
        Assert.False(AckWriter.Ack(_output, New, type, 0x1234, maximumPacketBytes: 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => AckWriter.Ack(_output, New, type, 0));
        Assert.Equal(0, _output.WrittenCount);
    }

    [Fact]
    public void Disconnect_WhenTheClientSpeaksMqtt311_IsNotWritten()
    {
        Assert.False(ControlPackets.Disconnect(_output, Old, ReasonCode.ServerShuttingDown));
        Assert.Equal(0, _output.WrittenCount);
        Assert.True(ControlPackets.Disconnect(_output, New, ReasonCode.SessionTakenOver));
        AssertWritten("E0", "8E []");
        Assert.True(ControlPackets.Disconnect(_output, New, ReasonCode.UseAnotherServer, new PacketDetail("why"), "there"));
        AssertWritten("E0", "9C [1C 'there' 1F 'why']");
    }

    [Fact]
    public void AuthAndPingresp_WhenWritten_HaveTheirBytes()
    {
        Assert.True(ControlPackets.Auth(_output, ReasonCode.ContinueAuthentication, "m", [0x00, 0xFF]));
        AssertWritten("F0", "18 [15 'm' 16 0002 00FF]");
        AckWriter.Pingresp(_output);
        AssertWritten("D0", "");
    }

    /// <summary>User Properties go first, then the Reason String, then the packet.</summary>
    [Theory]
    [InlineData(100, "87 [1F 'why' 26 'name' 'value']")]
    [InlineData(24, "87 [1F 'why' 26 'name' 'value']")]
    [InlineData(23, "87 [1F 'why']")]
    [InlineData(10, "87 [1F 'why']")]
    [InlineData(9, "87 []")]
    [InlineData(4, "87 []")]
    [InlineData(3, null)]
    public void Disconnect_WhenTheClientTakesSmallPackets_LeavesOutDetail(int maximum, string? body)
    {
        PacketDetail detail = new("why", new UserProperty("name", "value"));
        Assert.Equal(
            body is not null,
            ControlPackets.Disconnect(_output, New, ReasonCode.NotAuthorized, detail, maximumPacketBytes: (uint)maximum));
        if (body is not null)
            AssertWritten("E0", body);
        Assert.Equal(0, _output.WrittenCount);
    }

    [Fact]
    public void Write_WhenATextIsNoStringOfMqtt_Fails()
    {
        foreach (string bad in (string[])["a\0b", "\ud800", new('x', 65_536)])
        {
            PacketDetail[] details = [new(bad), new(null, new UserProperty(bad, "")), new(null, new UserProperty("", bad))];
            foreach (PacketDetail detail in details)
                Assert.ThrowsAny<ArgumentException>(() => ControlPackets.Disconnect(_output, New, ReasonCode.ServerBusy, detail));
        }

        Assert.ThrowsAny<ArgumentException>(() => ControlPackets.Auth(_output, ReasonCode.ContinueAuthentication, "m", new byte[65_536]));
        Assert.Equal(0, _output.WrittenCount);
    }

    [Fact]
    public void Suback_WhenItIsLong_IsWrittenWhole()
    {
        ReasonCode[] codes = [.. Enumerable.Repeat(ReasonCode.GrantedQoS2, 20_000)];
        Assert.True(ControlPackets.Suback(_output, New, 1, codes));
        AssertWritten("90", $"0001 [] {string.Concat(Enumerable.Repeat("02", codes.Length))}");
        Assert.True(ControlPackets.Suback(_output, New, 1, [ReasonCode.Success]));
        AssertWritten("90", "0001 [] 00");
    }

    private void AssertWritten(string first, string body)
    {
        Assert.Equal(PacketText.Packet(first, body), _output.WrittenSpan.ToArray());
        _output.Clear();
    }
}
