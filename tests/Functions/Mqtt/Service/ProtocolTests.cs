using System.Net.WebSockets;
using System.Text;
using QueueService.Functions.Mqtt.Codec;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Mqtt.Service;

/// <summary>What a client of MQTT is answered, byte by byte.</summary>
public sealed class ProtocolTests(TestService service) : IClassFixture<TestService>
{
    private Uri Address => service.Address;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Packets_HoweverTheyAreCut_AreUnderstood(int pieces)
    {
        using MqttSocket socket = await MqttSocket.OpenAsync(Address);
        string topic = Unique();
        byte[] all =
        [
            .. Packets.Connect(topic), .. Packets.Subscribe(topic, options: 1), .. Packets.Publish(topic, "hello", qos: 1),
            0xC0, 0,
        ];
        await socket.SendAsync(all, pieces);
        Assert.Equal((byte)PacketType.Connack << 4, (await socket.ReadAsync())![0]);
        Assert.Equal("900400010001", await socket.ReadHexAsync());
        string[] rest = [await socket.ReadHexAsync(), await socket.ReadHexAsync(), await socket.ReadHexAsync()];
        Assert.Equal(
            ["40020001", "d000", Convert.ToHexStringLower(Packets.Publish(topic, "hello", qos: 1))],
            rest.OrderBy(packet => packet is ['3', ..]).ThenBy(packet => packet, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Socket_ThatIsNoMqtt_IsRefusedInWords()
    {
        Assert.Equal("InvalidRequest", await service.RefusedAsync(400, "GET", "/mqtt"));
        await Assert.ThrowsAsync<WebSocketException>(() => MqttSocket.OpenAsync(Address, "MQTT"));
        using MqttSocket socket = await MqttSocket.OpenAsync(Address);
        await socket.SendTextAsync("hello");
        Assert.Null(await socket.ReadAsync());
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, socket.Closed);
    }

    [Theory]
    [InlineData("c000", null)]
    [InlineData("100c 0004 4d515454 06 02 0000 0000", "2003008400")]
    [InlineData("100c 0004 4d515454 03 02 0000 0000", "20020001")]
    [InlineData("100c 0004 4d515454 04 00 0000 0000", "20020002")]
    [InlineData("30ffffff7f", null)]
    public async Task FirstPacket_ThatIsNoGoodConnect_IsRefused(string packet, string? answer)
    {
        using MqttSocket socket = await MqttSocket.OpenAsync(Address);
        await socket.SendAsync(packet);
        byte[]? read = await socket.ReadAsync();
        Assert.Equal(answer, read is null ? null : Convert.ToHexStringLower(read));
        if (answer is not null)
            Assert.Null(await socket.ReadAsync());
    }

    [Fact]
    public async Task Publish_OfQos2SentTwice_IsPublishedOnce()
    {
        string topic = Unique();
        using MqttSocket reader = await SubscribedAsync(topic, options: 2);
        using MqttSocket sender = await MqttSocket.ConnectAsync(Address, Unique());
        byte[] packet = Packets.Publish(topic, "once", qos: 2, packetId: 7);
        byte[] again = [(byte)(packet[0] | 8), .. packet[1..]];
        await sender.SendAsync([.. packet, .. again]);
        Assert.Equal("50020007", await sender.ReadHexAsync());
        Assert.Equal("50020007", await sender.ReadHexAsync());
        await sender.SendAsync("62020007 62020007");
        Assert.Equal("70020007", await sender.ReadHexAsync());
        Assert.Equal("700400079200", await sender.ReadHexAsync());
        await sender.SendAsync(Packets.Publish(topic, "end", qos: 2, packetId: 7));
        Assert.Equal(["once", "end"], [await BodyAsync(reader), await BodyAsync(reader)]);
    }

    [Fact]
    public async Task Delivery_OfQos1And2_FollowsTheClientsReceiveMaximum()
    {
        string topic = Unique();
        using MqttSocket reader = await SubscribedAsync(topic, options: 2, connect: "210002");
        using MqttSocket sender = await MqttSocket.ConnectAsync(Address, Unique());
        for (int n = 1; n <= 3; n++)
            await sender.SendAsync(Packets.Publish(topic, $"{n}", qos: n % 2 + 1, packetId: n));
        byte[] first = (await reader.ReadAsync())!;
        byte[] second = (await reader.ReadAsync())!;
        Assert.Equal(["1", "2"], [Body(first), Body(second)]);

        // A ping is answered at once, so nothing else was sent before.
        await reader.SendAsync("c000");
        Assert.Equal("d000", await reader.ReadHexAsync());
        await reader.SendAsync("50020001");
        Assert.Equal("62020001", await reader.ReadHexAsync());
        await reader.SendAsync("c000");
        Assert.Equal("d000", await reader.ReadHexAsync());
        await reader.SendAsync("70020001");
        Assert.Equal("3", Body((await reader.ReadAsync())!));
    }

    [Fact]
    public async Task Publish_BeyondTheReceiveMaximum_EndsTheConnection()
    {
        using MqttSocket socket = await MqttSocket.ConnectAsync(Address, Unique());
        for (int n = 1; n <= 1001; n++)
            await socket.SendAsync(Packets.Publish("flood", "", qos: 2, packetId: n));
        string last = "";
        while (await socket.ReadAsync() is { } packet)
            last = Convert.ToHexStringLower(packet);
        Assert.Equal("e0029300", last);
    }

    [Theory]
    [InlineData("3003 0001 61", ReasonCode.MalformedPacket)]
    [InlineData("3104 0000 00 61", ReasonCode.ProtocolError)]
    [InlineData("3007 0001 61 03 230000", ReasonCode.TopicAliasInvalid)]
    [InlineData("3007 0001 61 03 230011", ReasonCode.TopicAliasInvalid)]
    [InlineData("3006 0000 03 230001", ReasonCode.ProtocolError)]
    [InlineData("3008 0005 2453595361 00", ReasonCode.TopicNameInvalid)]
    [InlineData("100c 0004 4d515454 05 02 0000 00 0000", ReasonCode.ProtocolError)]
    [InlineData("f000", ReasonCode.ProtocolError)]
    [InlineData("e0 07 00 05 11 00000001", ReasonCode.ProtocolError)]
    [InlineData("30ffffff7f", ReasonCode.PacketTooLarge)]
    [InlineData("c08000", ReasonCode.MalformedPacket)]
    public async Task Packet_ThatBreaksTheProtocol_EndsTheConnectionWithItsReason(string packet, object reason)
    {
        using MqttSocket socket = await MqttSocket.ConnectAsync(Address, Unique());
        await socket.SendAsync(packet);
        await socket.EndsAsync((ReasonCode)reason);
    }

    [Fact]
    public async Task TopicAlias_StandsForItsTopicAndIsNotForwarded()
    {
        string topic = Unique();
        using MqttSocket reader = await SubscribedAsync(topic);
        using MqttSocket sender = await MqttSocket.ConnectAsync(Address, Unique());
        await sender.SendAsync(Packets.Publish(topic, "1", properties: "230003"));
        await sender.SendAsync(Packets.Publish("", "2", properties: "230003"));
        foreach (string body in (string[])["1", "2"])
            Assert.Equal(Convert.ToHexStringLower(Packets.Publish(topic, body)), await reader.ReadHexAsync());
    }

    [Fact]
    public async Task Subscriptions_ThatOverlap_GiveOneCopyWithAllIdentifiers()
    {
        string topic = Unique();
        using MqttSocket reader = await SubscribedAsync($"{topic}/#", options: 0, properties: "0b05");
        await reader.SendAsync(Packets.Subscribe($"{topic}/+", options: 1, packetId: 2, properties: "0b06"));
        Assert.Equal("900400020001", await reader.ReadHexAsync());
        await reader.SendAsync(Packets.Publish($"{topic}/a", "x", qos: 1, packetId: 9));
        string[] packets = [await reader.ReadHexAsync(), await reader.ReadHexAsync()];
        string copy = Assert.Single(packets, packet => packet is ['3', ..]);
        Assert.StartsWith("32", copy, StringComparison.Ordinal);
        Assert.True(copy.Contains("0b050b06", StringComparison.Ordinal) || copy.Contains("0b060b05", StringComparison.Ordinal), copy);
    }

    [Fact]
    public async Task Subscribe_NoLocalAndRetainAsPublished_AreHeeded()
    {
        string topic = Unique();
        using MqttSocket own = await SubscribedAsync(topic, options: 4);
        using MqttSocket other = await SubscribedAsync(topic, options: 8);
        await own.SendAsync(Packets.Publish(topic, "mine", retain: true));
        Assert.Equal(Convert.ToHexStringLower(Packets.Publish(topic, "mine", retain: true)), await other.ReadHexAsync());
        await own.SendAsync("c000");
        Assert.Equal("d000", await own.ReadHexAsync());
    }

    [Fact]
    public async Task Subscribe_WhatIsNotThereOrWrong_FailsAlone()
    {
        using MqttSocket socket = await MqttSocket.ConnectAsync(Address, Unique());
        await socket.SendAsync(Packets.Subscribe("a/#/b"));
        Assert.Equal("90040001008f", await socket.ReadHexAsync());
        await socket.SendAsync(Packets.Subscribe("$share/g/a"));
        Assert.Equal("90040001009e", await socket.ReadHexAsync());
    }

    [Fact]
    public async Task Message_OverTheClientsMaximum_IsLeftOutAndDelaysNoOther()
    {
        string topic = Unique();
        using MqttSocket reader = await SubscribedAsync(topic, options: 1, connect: "2100012700000080");
        using MqttSocket sender = await MqttSocket.ConnectAsync(Address, Unique());
        await sender.SendAsync(Packets.Publish(topic, new string('x', 200), qos: 1, packetId: 1));
        await sender.SendAsync(Packets.Publish(topic, "small", qos: 1, packetId: 2));
        Assert.Equal("small", await BodyAsync(reader));
    }

    [Fact]
    public async Task Will_WithoutAGoodbye_IsPublished()
    {
        string topic = Unique();
        using MqttSocket reader = await SubscribedAsync(topic);
        byte[] connect = Will(topic, "gone");
        using MqttSocket polite = await MqttSocket.OpenAsync(Address);
        await polite.SendAsync([.. connect, 0xE0, 0]);
        await polite.ReadAsync();
        Assert.Null(await polite.ReadAsync());
        using MqttSocket tab = await MqttSocket.OpenAsync(Address);
        await tab.SendAsync(Will(topic, "tab closed"));
        await tab.ReadAsync();
        await tab.CloseAsync();
        Assert.Equal("tab closed", await BodyAsync(reader));
    }

    [Fact]
    public async Task Connect_ASecondTime_TakesOver()
    {
        string client = Unique();
        using MqttSocket before = await MqttSocket.ConnectAsync(Address, client);
        using MqttSocket after = await MqttSocket.ConnectAsync(Address, client);
        await before.EndsAsync(ReasonCode.SessionTakenOver);
        await after.SendAsync("c000");
        Assert.Equal("d000", await after.ReadHexAsync());
    }

    [Fact]
    public async Task KeepAlive_WhenItPasses_EndsTheConnection()
    {
        using MqttSocket socket = await MqttSocket.OpenAsync(Address);
        await socket.SendAsync(Packets.Connect(Unique(), keepAlive: 1));
        await socket.ReadAsync();
        await socket.EndsAsync(ReasonCode.KeepAliveTimeout);
    }

    [Fact]
    public async Task Connect_WithoutAName_IsGivenOne()
    {
        using MqttSocket socket = await MqttSocket.OpenAsync(Address);
        await socket.SendAsync(Packets.Connect(""));
        Assert.Contains(Convert.ToHexStringLower("auto-"u8), await socket.ReadHexAsync(), StringComparison.Ordinal);
    }

    private static string Unique() => $"t{Guid.NewGuid():N}";

    private static byte[] Will(string topic, string payload)
    {
        List<byte> body =
        [
            0, 4, .. "MQTT"u8, 5, 0x06, 0, 0, 0, 0, (byte)9, .. Encoding.UTF8.GetBytes(Unique()[..9]), 0,
            (byte)(topic.Length >> 8), (byte)topic.Length, .. Encoding.UTF8.GetBytes(topic),
            0, (byte)payload.Length, .. Encoding.UTF8.GetBytes(payload),
        ];
        return [0x10, (byte)body.Count, .. body];
    }

    /// <param name="properties">Of SUBSCRIBE.</param>
    /// <param name="connect">Properties of CONNECT.</param>
    private async Task<MqttSocket> SubscribedAsync(
        string filter, int options = 0, string properties = "", string connect = "")
    {
        MqttSocket socket = await MqttSocket.ConnectAsync(
            Address, connect: Convert.ToHexString(Packets.Connect(Unique(), properties: connect)));
        await socket.SendAsync(Packets.Subscribe(filter, options, properties: properties));
        byte[] answer = (await socket.ReadAsync())!;
        Assert.True(answer[^1] < 3, Convert.ToHexStringLower(answer));
        return socket;
    }

    private static async Task<string> BodyAsync(MqttSocket socket)
    {
        byte[] packet = (await socket.ReadAsync())!;
        Assert.Equal(3, packet[0] >> 4);
        return Body(packet);
    }

    private static string Body(byte[] packet)
    {
        PacketFramer.Read(packet, int.MaxValue, out FrameHeader header, out _);
        var publish = Assert.IsType<QueueService.Functions.Mqtt.Codec.Packets.PublishPacket>(
            PacketDecoder.Read(header.First, packet.AsMemory(header.HeaderBytes), ProtocolLevel.Mqtt5));
        return Encoding.UTF8.GetString(publish.Payload.Span);
    }
}
