using System.Text;
using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Properties;

namespace QueueService.Tests.Functions.Mqtt.Codec;

/// <summary>What a CONNECT says arrives.</summary>
public sealed class ConnectTests
{
    private const string Level4 = "'MQTT' 04";
    private const string Level5 = "'MQTT' 05";

    [Fact]
    public void ReadConnect_WhenItSaysNothing_TellsThatNothingWasSaid()
    {
        ConnectPacket packet = Read($"{Level5} 02 0000 [] ''");
        Assert.Equal((ProtocolLevel.Mqtt5, "", true, 0), (packet.Level, packet.ClientId, packet.CleanStart, packet.KeepAliveSeconds));
        Assert.Null(packet.Will);
        Assert.Null(packet.UserName);
        Assert.Null(packet.Password);
        Assert.Null(packet.SessionExpirySeconds);
        Assert.Null(packet.ReceiveMaximum);
        Assert.Null(packet.MaximumPacketBytes);
        Assert.Null(packet.TopicAliasMaximum);
        Assert.Null(packet.RequestProblemInformation);
        Assert.Null(packet.RequestResponseInformation);
        Assert.Null(packet.AuthenticationMethod);
        Assert.Null(packet.AuthenticationData);
        Assert.Empty(packet.UserProperties);
    }

    [Fact]
    public void ReadConnect_WhenItSaysAll_TellsAll()
    {
        ConnectPacket packet = Read(
            $"""
             {Level5} F4 FFFF [11 FFFFFFFF 21 FFFF 27 00000001 22 0000 19 01 17 00 26 'b' '1' 15 'm' 26 'a' '2' 26 'b' '3' 16 0002 00FF]
             'client' [18 00000005 02 00000000 03 'type' 26 'x' 'y'] 'wills' 0002 00FF 'user' 0003 7000FF
             """.Replace("\n", " ", StringComparison.Ordinal));
        Assert.Equal(("client", false, 65_535, "user"), (packet.ClientId, packet.CleanStart, packet.KeepAliveSeconds, packet.UserName));
        Assert.Equal([0x70, 0x00, 0xFF], packet.Password!);
        Assert.Equal((uint.MaxValue, 65_535, 1u, 0), (packet.SessionExpirySeconds, packet.ReceiveMaximum, packet.MaximumPacketBytes, packet.TopicAliasMaximum));
        Assert.Equal((true, false), (packet.RequestResponseInformation, packet.RequestProblemInformation));
        Assert.Equal("m", packet.AuthenticationMethod);
        Assert.Equal([0x00, 0xFF], packet.AuthenticationData!);
        Assert.Equal([new UserProperty("b", "1"), new UserProperty("a", "2"), new UserProperty("b", "3")], packet.UserProperties);
        Will will = packet.Will!;
        Assert.Equal("wills", Encoding.UTF8.GetString(will.Topic.Span));
        Assert.Equal([0x00, 0xFF], will.Payload.ToArray());
        Assert.Equal((QoS.ExactlyOnce, true, 5u, 0u), (will.QoS, will.Retain, will.DelaySeconds, will.MessageExpirySeconds));
        MessageProperties properties = StoredProperties.Decode(will.Properties);
        Assert.Equal("type", properties.ContentType);
        Assert.Equal([new UserProperty("x", "y")], properties.UserProperties);
    }

    [Fact]
    public void ReadConnect_WhenTheReceiverUsesItsMemoryAgain_KeepsWhatItSaid()
    {
        byte[] body = PacketText.Bytes($"{Level5} C6 003C [15 'm' 16 'd'] 'c' [03 'x'] 't' 'w' 'u' 'p'");
        var packet = Assert.IsType<ConnectPacket>(PacketDecoder.ReadConnect(0x10, body));
        Array.Clear(body);
        Assert.Equal("d"u8, packet.AuthenticationData!);
        Assert.Equal("p"u8, packet.Password!);
        Assert.Equal("t"u8, packet.Will!.Topic.Span);
        Assert.Equal("w"u8, packet.Will.Payload.Span);
        Assert.Equal("x", StoredProperties.Decode(packet.Will.Properties).ContentType);
    }

    [Fact]
    public void ReadConnect_WhenAPasswordComesWithoutUserName_IsLegalInMqtt5()
    {
        ConnectPacket packet = Read($"{Level5} 42 003C [] 'c' 'p'");
        Assert.Null(packet.UserName);
        Assert.Equal("p"u8, packet.Password!);
    }

    [Theory]
    [InlineData($"{Level4} 00 003C ''", true)]
    [InlineData($"{Level4} 02 003C ''", false)]
    [InlineData($"{Level4} 00 003C 'c'", false)]
    [InlineData($"{Level5} 00 003C [] ''", false)]
    public void ReadConnect_WhenASessionWouldBeNobodys_IsToldOnlyInMqtt311(string body, bool lacks) =>
        Assert.Equal(lacks, Read(body).LacksClientId);

    [Fact]
    public void ReadConnect_WhenItIsOfMqtt311_HasNoProperties()
    {
        ConnectPacket packet = Read($"{Level4} EE 001E 'a client id of more than twenty-three bytes' 'w' 0000 '\uFEFFu' ''");
        Assert.Equal((ProtocolLevel.Mqtt311, true, 30), (packet.Level, packet.CleanStart, packet.KeepAliveSeconds));
        Assert.Equal("\uFEFFu", packet.UserName);
        Assert.Equal([], packet.Password!);
        Assert.Equal((QoS.AtLeastOnce, true, true), (packet.Will!.QoS, packet.Will.Retain, packet.Will.Payload.IsEmpty));
        Assert.True(packet.Will.Properties.IsEmpty);
    }

    private static ConnectPacket Read(string body) =>
        Assert.IsType<ConnectPacket>(PacketDecoder.ReadConnect(0x10, PacketText.Bytes(body)));
}
