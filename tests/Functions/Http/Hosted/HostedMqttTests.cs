using System.Text.Json;

namespace QueueService.Tests.Functions.Http.Hosted;

/// <summary>MQTT behind the Functions host, which passes no WebSocket on.</summary>
[Collection(HostedCollection.Name)]
public sealed class HostedMqttTests(HostedTestService service)
{
    [Fact]
    public async Task Mqtt_BehindTheFunctionsHost_SaysWhereToConnect()
    {
        (int status, JsonElement body) = await service.CallAsync("GET", "/mqtt");
        Assert.Equal((400, "InvalidRequest"), (status, TestService.Text(body, "code")));
        Assert.Contains("QUEUE_MQTT_URL", TestService.Text(body, "detail"), StringComparison.Ordinal);
    }
}
