using System.Text.Json;

namespace QueueService.Tests.Functions.Http.Exchanges;

/// <summary>Dead letters that go where an exchange leads.</summary>
public sealed class DeadLetterTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task Reject_WhenThereIsNoRouteYet_IsHeldAndGoesOnWithTheFirstBinding()
    {
        string exchange = await service.CreateExchangeAsync("direct");
        string queue = await service.CreateQueueAsync(
            $$$"""{"deadLetter":{"exchange":"{{{Name(exchange)}}}","routingKey":"died","maxReceiveCount":3}}""");
        await service.SendAsync(queue, """{"body":"x"}""");
        string handle = TestService.Text(Assert.Single(await service.ReceiveAsync(queue)), "receiptHandle");
        Assert.Equal(["rejected"], await service.SettleAsync(queue, "reject", handle));

        JsonElement held = await TestService.EventuallyAsync(
            () => service.OkAsync("GET", queue),
            shown => shown.GetProperty("stats").TryGetProperty("held", out JsonElement count) && count.GetInt32() == 1);
        Assert.Equal(
            $$"""{"exchange":"{{Name(exchange)}}","routingKey":"died","unroutable":"hold","maxReceiveCount":3}""",
            Ordered(held.GetProperty("deadLetter")));
        Assert.Single((await service.OkAsync("GET", $"{queue}/messages?state=held")).GetProperty("messages")
            .EnumerateArray());

        string grave = await service.CreateQueueAsync();
        await service.BindAsync(exchange, grave, ",\"routingKey\":\"died\"");
        JsonElement dead = Assert.Single(await service.AwaitMessagesAsync(grave));
        Assert.Equal(
            ("x", Name(exchange), "died", Name(queue), "rejected"),
            (TestService.Text(dead, "body"), TestService.Text(dead, "exchange"), TestService.Text(dead, "routingKey"),
                TestService.Text(dead.GetProperty("deadLetter"), "sourceQueue"),
                TestService.Text(dead.GetProperty("deadLetter"), "reason")));
    }

    /// <summary>Of a queue that names no count, only what is rejected dies; SQS knows no policy without one.</summary>
    [Fact]
    public async Task Put_WithoutACount_IsShownWithoutOne()
    {
        string grave = await service.CreateQueueAsync();
        string queue = await service.CreateQueueAsync(
            $$$"""{"deadLetter":{"queue":"{{{Name(grave)}}}"},"visibilityTimeoutSeconds":0}""");
        Assert.Equal(
            $$"""{"queue":"{{Name(grave)}}"}""",
            (await service.OkAsync("GET", queue)).GetProperty("deadLetter").GetRawText());
        await service.SendAsync(queue, """{"body":"x"}""");
        for (int n = 1; n < 5; n++)
            Assert.Equal(n, Assert.Single(await service.ReceiveAsync(queue)).GetProperty("receiveCount").GetInt32());
        string handle = TestService.Text(Assert.Single(await service.ReceiveAsync(queue)), "receiptHandle");
        Assert.Equal(["rejected"], await service.SettleAsync(queue, "reject", handle));
        Assert.Single(await service.AwaitMessagesAsync(grave));
    }

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string Ordered(JsonElement setting) => "{" + string.Join(',', new[]
    {
        "exchange", "routingKey", "unroutable", "maxReceiveCount",
    }.Select(name => $"\"{name}\":{setting.GetProperty(name).GetRawText()}")) + "}";
}
