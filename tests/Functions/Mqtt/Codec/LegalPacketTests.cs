using System.Text;
using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Properties;

namespace QueueService.Tests.Functions.Mqtt.Codec;

/// <summary>What packets after CONNECT say arrives.</summary>
public sealed class LegalPacketTests
{
    [Theory]
    [InlineData("30", 0, false, false)]
    [InlineData("31", 0, false, true)]
    [InlineData("33", 1, false, true)]
    [InlineData("3C", 2, true, false)]
    public void ReadPublish_WhenFlagsDiffer_TellsThem(string first, int qos, bool isDuplicate, bool isRetained)
    {
        foreach (ProtocolLevel level in Enum.GetValues<ProtocolLevel>())
        {
            string id = qos == 0 ? "" : "FFFF";
            string properties = level == ProtocolLevel.Mqtt5 ? "[]" : "";
            PublishPacket packet = Read<PublishPacket>(first, $"'a/b' {id} {properties} 00FF", level);
            Assert.Equal(((QoS)qos, isDuplicate, isRetained), (packet.QoS, packet.Duplicate, packet.Retain));
            Assert.Equal(qos == 0 ? 0 : 65_535, packet.PacketId);
            Assert.Equal("a/b"u8, packet.Topic.Span);
            Assert.Equal([0x00, 0xFF], packet.Payload.ToArray());
            Assert.True(packet.Properties.IsEmpty);
            Assert.Null(packet.TopicAlias);
            Assert.Null(packet.MessageExpirySeconds);
        }
    }

    [Fact]
    public void ReadPublish_WhenNumbersAre0_TellsThemFromAbsentOnes()
    {
        PublishPacket packet = Read<PublishPacket>("30", "'' [23 0001 02 00000000 01 00 09 0000 03 '']");
        Assert.Equal((1, 0u), (packet.TopicAlias, packet.MessageExpirySeconds));
        Assert.True(packet.Topic.IsEmpty);
        MessageProperties properties = StoredProperties.Decode(packet.Properties);
        Assert.False(properties.IsText);
        Assert.Equal([], properties.CorrelationData!);
        Assert.Equal("", properties.ContentType);
        Assert.Null(properties.ResponseTopic);
    }

    /// <summary>Wherever alias and expiry stand, the others are kept in their order.</summary>
    [Theory]
    [InlineData("23 0001 02 00000009 03 'c' 26 'b' '1' 09 'd'")]
    [InlineData("02 00000009 23 0001 03 'c' 26 'b' '1' 09 'd'")]
    [InlineData("03 'c' 23 0001 26 'b' '1' 02 00000009 09 'd'")]
    [InlineData("03 'c' 02 00000009 26 'b' '1' 23 0001 09 'd'")]
    [InlineData("02 00000009 03 'c' 26 'b' '1' 09 'd' 23 0001")]
    [InlineData("03 'c' 26 'b' '1' 09 'd' 02 00000009 23 0001")]
    [InlineData("03 'c' 02 00000009 23 0001 26 'b' '1' 09 'd'")]
    public void ReadPublish_WhenPropertiesAreTheReceivers_ForwardsTheOthersUnaltered(string properties)
    {
        PublishPacket packet = Read<PublishPacket>("30", $"'t' [{properties}] 70");
        Assert.Equal((1, 9u), (packet.TopicAlias, packet.MessageExpirySeconds));
        Assert.Equal(PacketText.Bytes("03 'c' 26 'b' '1' 09 'd'"), packet.Properties.ToArray());
        Assert.Equal([0x70], packet.Payload.ToArray());
    }

    [Fact]
    public void ReadPublish_WhenTextIsUnusual_KeepsIt()
    {
        PublishPacket packet = Read<PublishPacket>("30", "'/\uFEFF\u0001\uFFFD\U0001F600$/' [08 ''  26 '' '']");
        Assert.Equal("/\uFEFF\u0001\uFFFD\U0001F600$/", Encoding.UTF8.GetString(packet.Topic.Span));
        MessageProperties properties = StoredProperties.Decode(packet.Properties);
        Assert.Equal("", properties.ResponseTopic);
        Assert.Equal([new UserProperty("", "")], properties.UserProperties);
    }

    [Theory]
    [InlineData("40", "0001", 4, 0x00)]
    [InlineData("40", "0001 10", 4, 0x10)]
    [InlineData("50", "0001 97 []", 5, 0x97)]
    [InlineData("62", "0001 92", 6, 0x92)]
    [InlineData("70", "0001 00 []", 7, 0x00)]
    public void ReadAck_WhenItIsShortOrLong_TellsItsCode(string first, string body, int type, int code) => Assert.Equal(
        ((PacketType)type, (ushort)1, (ReasonCode)code),
        Read<AckPacket>(first, body) is var packet ? (packet.Type, packet.PacketId, packet.Code) : default);

    [Fact]
    public void ReadAck_WhenItExplains_TellsHow()
    {
        AckPacket packet = Read<AckPacket>("50", "0001 80 [26 'a' '1' 1F 'why' 26 'a' '2']");
        Assert.Equal("why", packet.ReasonString);
        Assert.Equal([new UserProperty("a", "1"), new UserProperty("a", "2")], packet.UserProperties);
    }

    [Fact]
    public void ReadSubscribe_WhenAFilterIsInvalid_TellsWhichAndKeepsTheOthers()
    {
        SubscribePacket packet = Read<SubscribePacket>("82", "0001 [0B FFFFFF7F 26 'a' 'b'] 'a/#' 2E 'a#' 01 '' 00 '$share/g/+/b' 12");
        Assert.Equal(((ushort)1, 268_435_455), (packet.PacketId, packet.SubscriptionIdentifier));
        Assert.Equal([new UserProperty("a", "b")], packet.UserProperties);
        Assert.Equal(["a/#", "a#", "", "$share/g/+/b"], packet.Subscriptions.Select(one => one.Filter.Text));
        Assert.Equal([true, false, false, true], packet.Subscriptions.Select(one => one.Filter.IsValid));
        SubscriptionRequest first = packet.Subscriptions[0];
        Assert.Equal((QoS.ExactlyOnce, true, true, RetainHandling.Never), (first.QoS, first.NoLocal, first.RetainAsPublished, first.RetainHandling));
        SubscriptionRequest last = packet.Subscriptions[3];
        Assert.Equal((QoS.ExactlyOnce, false, false, RetainHandling.IfNew), (last.QoS, last.NoLocal, last.RetainAsPublished, last.RetainHandling));
        Assert.Equal(("g", "+/b"), (last.Filter.ShareGroup, last.Filter.Filter));
    }

    [Fact]
    public void ReadSubscribe_WhenItIsOfMqtt311_HasFiltersAndQoS()
    {
        SubscribePacket packet = Read<SubscribePacket>("82", "0001 'a' 00 'b' 02", ProtocolLevel.Mqtt311);
        Assert.Equal([QoS.AtMostOnce, QoS.ExactlyOnce], packet.Subscriptions.Select(one => one.QoS));
        Assert.Null(packet.SubscriptionIdentifier);
    }

    [Fact]
    public void ReadSubscribe_WhenItHasAsManyFiltersAsItMay_IsTakenAndOneMoreIsRefused()
    {
        byte[] filters = [.. Enumerable.Repeat(PacketText.Bytes("'a' 00"), 10_000).SelectMany(bytes => bytes)];
        byte[] body = [0, 1, 0, .. filters];
        Assert.Equal(10_000, Assert.IsType<SubscribePacket>(PacketDecoder.Read(0x82, body, ProtocolLevel.Mqtt5)).Subscriptions.Count);
        body = [.. body, .. PacketText.Bytes("'a' 00")];
        RefusedPacket refused = Assert.IsType<RefusedPacket>(PacketDecoder.Read(0x82, body, ProtocolLevel.Mqtt5));
        Assert.Equal(ReasonCode.QuotaExceeded, refused.Refusal.Code);
    }

    [Fact]
    public void ReadUnsubscribe_WhenAFilterIsInvalid_TellsWhich()
    {
        UnsubscribePacket packet = Read<UnsubscribePacket>("A2", "0001 [26 'a' 'b'] 'a/+' '+a'");
        Assert.Equal([true, false], packet.Filters.Select(filter => filter.IsValid));
        Assert.Equal([new UserProperty("a", "b")], packet.UserProperties);
        packet = Read<UnsubscribePacket>("A2", "0001 'a'", ProtocolLevel.Mqtt311);
        Assert.Equal("a", Assert.Single(packet.Filters).Filter);
    }

    [Theory]
    [InlineData("", 0x00, null)]
    [InlineData("00", 0x00, null)]
    [InlineData("04 []", 0x04, null)]
    [InlineData("00 [11 00000000]", 0x00, 0u)]
    [InlineData("98 [11 FFFFFFFF]", 0x98, uint.MaxValue)]
    public void ReadDisconnect_WhenItIsShortOrLong_TellsWhatWasSaid(string body, int code, uint? expiry)
    {
        DisconnectPacket packet = Read<DisconnectPacket>("E0", body);
        Assert.Equal(((ReasonCode)code, expiry), (packet.Code, packet.SessionExpirySeconds));
    }

    [Fact]
    public void Read_WhenPacketsOfMqtt311HaveNoBody_AreTaken()
    {
        Assert.Equal(ReasonCode.Success, Read<DisconnectPacket>("E0", "", ProtocolLevel.Mqtt311).Code);
        Read<PingPacket>("C0", "", ProtocolLevel.Mqtt311);
        Read<PingPacket>("C0", "");
    }

    [Fact]
    public void ReadAuth_WhenItSaysAll_TellsAll()
    {
        byte[] body = PacketText.Bytes("19 [15 'm' 16 'd' 1F 'why' 26 'a' 'b']");
        AuthPacket packet = Assert.IsType<AuthPacket>(PacketDecoder.Read(0xF0, body, ProtocolLevel.Mqtt5));
        Array.Clear(body);
        Assert.Equal((ReasonCode.Reauthenticate, "m", "why"), (packet.Code, packet.AuthenticationMethod, packet.ReasonString));
        Assert.Equal("d"u8, packet.AuthenticationData!);
        Assert.Equal([new UserProperty("a", "b")], packet.UserProperties);
    }

    private static T Read<T>(string first, string body, ProtocolLevel level = ProtocolLevel.Mqtt5)
        where T : ClientPacket =>
        Assert.IsType<T>(PacketDecoder.Read(Convert.FromHexString(first)[0], PacketText.Bytes(body), level));
}
