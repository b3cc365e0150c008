using QueueService.Functions.Mqtt.Codec;
using QueueService.Tests.Functions.Access;

namespace QueueService.Tests.Functions.Mqtt.Service;

/// <summary>Who may connect, publish and subscribe, while access control is on.</summary>
public sealed class MqttAccessTests(KeyedService service) : IClassFixture<KeyedService>
{
    private const string Topic = "rights/a";

    [Fact]
    public async Task Connect_WithAWrongSecretOrNone_IsRefusedInItsAnswer()
    {
        ShownKey key = await service.NewKeyAsync("""{"name":"k","allow":[{"role":"sender","queues":["*"]}]}""");
        Assert.Equal("86", await RefusalAsync(5, null));
        Assert.Equal("86", await RefusalAsync(5, (key.Id, "wrong")));
        Assert.Equal("86", await RefusalAsync(5, ("nobody", key.Secret)));
        Assert.Equal("04", await RefusalAsync(4, (key.Id, "wrong")));
        Assert.Equal("04", await RefusalAsync(4, null));
    }

    [Fact]
    public async Task Publish_AndSubscribe_NeedTheirRights()
    {
        ShownKey sender = await KeyAsync("send");
        ShownKey receiver = await KeyAsync("receive");
        using MqttSocket writer = await ConnectAsync(sender);
        using MqttSocket reader = await ConnectAsync(receiver);
        await reader.SendAsync(Packets.Subscribe(Topic, options: 1));
        Assert.Equal("900400010001", await reader.ReadHexAsync());
        await writer.SendAsync(Packets.Subscribe(Topic, options: 1));
        Assert.Equal("900400010087", await writer.ReadHexAsync());
        await reader.SendAsync(Packets.Publish(Topic, "x", qos: 1, packetId: 3));
        Assert.Equal("400400038700", await reader.ReadHexAsync());
        await writer.SendAsync(Packets.Publish(Topic, "y", qos: 1, packetId: 4));
        Assert.Equal("40020004", await writer.ReadHexAsync());
        Assert.Equal(Convert.ToHexStringLower(Packets.Publish(Topic, "y", qos: 1)), await reader.ReadHexAsync());
    }

    [Fact]
    public async Task Publish_WithAKeyThatWasTakenBack_IsRefused()
    {
        ShownKey key = await KeyAsync("send");
        using MqttSocket writer = await ConnectAsync(key);
        await service.OkAsync(KeyedService.Admin, "DELETE", $"/v1/keys/{key.Id}");
        await writer.SendAsync(Packets.Publish(Topic, "x", qos: 1, packetId: 3));
        Assert.Equal("400400038700", await writer.ReadHexAsync());
    }

    [Fact]
    public async Task Subscriber_WhoseKeyIsTakenBack_IsToldAndGetsNothingMore()
    {
        ShownKey key = await KeyAsync("receive");
        using MqttSocket reader = await ConnectAsync(key);
        await reader.SendAsync(Packets.Subscribe(Topic));
        Assert.Equal("900400010000", await reader.ReadHexAsync());
        await service.OkAsync(KeyedService.Admin, "DELETE", $"/v1/keys/{key.Id}");
        await reader.EndsAsync(ReasonCode.NotAuthorized);
    }

    private Task<ShownKey> KeyAsync(string action) => service.NewKeyAsync(
        $$"""{"name":"{{action}}","allow":[{"actions":["{{action}}"],"exchanges":["mqtt"]}]}""");

    private async Task<MqttSocket> ConnectAsync(ShownKey key)
    {
        byte[] connect = Packets.Connect($"c{Guid.NewGuid():N}", login: (key.Id, key.Secret));
        return await MqttSocket.ConnectAsync(service.Address, connect: Convert.ToHexString(connect));
    }

    /// <summary>The code of CONNACK, after which the connection ends.</summary>
    private async Task<string> RefusalAsync(int level, (string, string)? login)
    {
        using MqttSocket socket = await MqttSocket.OpenAsync(service.Address);
        await socket.SendAsync(Packets.Connect("c", level, login: login));
        string answer = await socket.ReadHexAsync();
        Assert.Null(await socket.ReadAsync());
        return answer[6..8];
    }
}
