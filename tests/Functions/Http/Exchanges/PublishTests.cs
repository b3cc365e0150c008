using System.Text;
using System.Text.Json;

namespace QueueService.Tests.Functions.Http.Exchanges;

/// <summary>Messages through exchanges, in both forms, and their dry run.</summary>
public abstract class PublishTests(TestService service)
{
    [Fact]
    public async Task Publish_WhenSeveralQueuesAreBound_TellsWhereEachMessageWentAndByWhatKey()
    {
        string exchange = await service.CreateExchangeAsync("topic");
        string paid = await service.CreateQueueAsync();
        string all = await service.CreateQueueAsync();
        await service.BindAsync(exchange, paid, ""","routingKey":"order.paid" """);
        await service.BindAsync(exchange, all, ""","routingKey":"order.*" """);

        JsonElement[] results = Results(await PublishAsync(
            exchange,
            """{"body":"1","routingKey":"order.paid"}""",
            """{"body":"2","routingKey":"order.shipped"}""",
            """{"body":"3","routingKeys":["order.paid","order.shipped"]}""",
            """{"body":"4","routingKey":"bill","mandatory":false}"""));

        Assert.Equal(
            [Both(paid, all), [Name(all)], Both(paid, all), []],
            results.Select(result => result.GetProperty("queues").EnumerateArray().Select(queue => queue.GetString()!)));
        Assert.All(results, result => Assert.False(result.TryGetProperty("pending", out _)));
        List<JsonElement> received = await service.ReceiveAsync(paid);
        Assert.Equal(
            [(Id(results[0]), "1"), (Id(results[2]), "3")],
            received.Select(message => (Id(message), TestService.Text(message, "body"))));
        Assert.All(received, message => Assert.Equal(Name(exchange), TestService.Text(message, "exchange")));
        Assert.Equal("order.paid", TestService.Text(received[0], "routingKey"));
        Assert.False(received[0].TryGetProperty("routingKeys", out _));
        Assert.Equal("""["order.paid","order.shipped"]""", received[1].GetProperty("routingKeys").GetRawText());
        Assert.False(received[1].TryGetProperty("routingKey", out _));
        JsonElement stats = (await service.OkAsync("GET", exchange)).GetProperty("stats");
        Assert.Equal("""{"bindings":2,"published":4,"unroutable":1,"delayed":0,"held":0}""", stats.GetRawText());
    }

    [Fact]
    public async Task Metrics_WhenMessagesWerePublished_CountThem()
    {
        string exchange = await service.CreateExchangeAsync("fanout");
        await service.BindAsync(exchange, await service.CreateQueueAsync());
        string keyed = await service.CreateExchangeAsync("direct");
        await PublishAsync(exchange, """{"body":"1"}""", """{"body":"2"}""");
        await PublishAsync(keyed, """{"body":"1","mandatory":false}""");
        await RefusedAsync(409, "Unroutable", keyed, """{"body":"2"}""");
        string text = await service.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        foreach ((string path, int published, int unroutable) in ((string, int, int)[])[(exchange, 2, 0), (keyed, 1, 1)])
        {
            string labels = $"{{exchange=\"{Name(path)}\"}}";
            Assert.Contains($"queue_service_exchange_published_total{labels} {published}\n", text, StringComparison.Ordinal);
            Assert.Contains($"queue_service_exchange_unroutable_total{labels} {unroutable}\n", text, StringComparison.Ordinal);
            Assert.Contains($"queue_service_exchange_copies_behind{labels} 0\n", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Look_WhenAMessageWasPublishedOrSent_TellsExchangeAndKey()
    {
        string exchange = await service.CreateExchangeAsync("fanout");
        string queue = await service.CreateQueueAsync();
        await service.BindAsync(exchange, queue);
        await PublishAsync(exchange, """{"body":"published"}""");
        await service.SendAsync(queue, """{"body":"sent"}""");
        JsonElement peeked = await service.OkAsync("GET", $"{queue}/messages");
        JsonElement found = await service.OkAsync("POST", $"{queue}/messages/search");
        foreach (JsonElement page in (JsonElement[])[peeked, found])
        {
            JsonElement[] messages = [.. page.GetProperty("messages").EnumerateArray()];
            Assert.Equal(
                (Name(exchange), ""),
                (TestService.Text(messages[0], "exchange"), TestService.Text(messages[0], "routingKey")));
            Assert.Equal(Name(queue), TestService.Text(messages[1], "routingKey"));
            Assert.False(messages[1].TryGetProperty("exchange", out _));
        }

        JsonElement named = await service.OkAsync(
            "GET", $"{queue}/messages/{Id(peeked.GetProperty("messages")[0])}");
        Assert.Equal(Name(exchange), TestService.Text(named, "exchange"));
    }

    [Fact]
    public async Task Publish_WhenTheBodyIsNotJson_IsOneMessageByTheQuery()
    {
        string exchange = await service.CreateExchangeAsync("direct");
        string queue = await service.CreateQueueAsync();
        await service.BindAsync(exchange, queue, ""","routingKey":"k" """);
        (int status, JsonElement answer) = await PublishRawAsync(
            exchange, "?routingKey=k&mandatory=true&groupId=g&deduplicationId=d&delaySeconds=0");
        Assert.Equal((200, 1), (status, Results(answer)[0].GetProperty("queues").GetArrayLength()));
        (status, answer) = await PublishRawAsync(exchange, "?routingKey=other");
        Assert.Equal((409, "Unroutable"), (status, TestService.Text(answer, "code")));
        (status, answer) = await PublishRawAsync(exchange, "?mandatory=false");
        Assert.Equal((200, 0), (status, Results(answer)[0].GetProperty("queues").GetArrayLength()));
        foreach ((string query, string code) in ((string, string)[])
            [("?mandatory=yes", "InvalidMessage"), ("?routingKeys=a", "UnknownParameter"), ("?mandatory=true&mandatory=true", "DuplicateParameter")])
        {
            (status, answer) = await PublishRawAsync(exchange, query);
            Assert.Equal((400, code), (status, TestService.Text(answer, "code")));
        }

        JsonElement message = Assert.Single(await service.ReceiveAsync(queue));
        Assert.Equal(
            ("k", "g", "d", "hello"),
            (
                TestService.Text(message, "routingKey"),
                TestService.Text(message, "groupId"),
                TestService.Text(message, "deduplicationId"),
                TestService.Text(message, "body")));
    }

    [Fact]
    public async Task Publish_WhenOneMessageIsRefused_StoresNoneInNoQueue()
    {
        string exchange = await service.CreateExchangeAsync("direct");
        string queue = await service.CreateQueueAsync("""{"maxMessageBytes":1024}""");
        await service.BindAsync(exchange, queue, ""","routingKey":"k" """);
        const string Good = """{"body":"x","routingKey":"k"}""";
        string large = $$"""{"body":"{{new string('x', 1025)}}","routingKey":"k"}""";
        await RefusedAsync(409, "Unroutable", exchange, Good, """{"body":"x","routingKey":"other"}""");
        await RefusedAsync(413, "MessageTooLarge", exchange, Good, large);
        await RefusedAsync(400, "InvalidMessage", exchange, Good, $$"""{"body":"x","routingKey":"{{new string('k', 256)}}"}""");
        await RefusedAsync(400, "InvalidMessage", exchange, Good, """{"body":"x","routingKey":"k","delaySeconds":901}""");
        Assert.Empty(await service.ReceiveAsync(queue));
    }

    [Fact]
    public async Task Publish_WhenTheExchangeIsInternal_IsRefusedAndLeadsOnAllTheSame()
    {
        string inner = await service.CreateExchangeAsync("fanout", ",\"internal\":true");
        string outer = await service.CreateExchangeAsync("fanout", $",\"alternateExchange\":\"{Name(inner)}\"");
        string queue = await service.CreateQueueAsync();
        await service.BindAsync(inner, queue);
        await RefusedAsync(403, "InternalExchange", inner, """{"body":"x"}""");
        Assert.Equal(
            [Name(queue)],
            Results(await PublishAsync(outer, """{"body":"x"}"""))[0].GetProperty("queues").EnumerateArray().Select(
                name => name.GetString()));
    }

    [Fact]
    public async Task Publish_WhenAttributesAreBooleans_MatchesThemByType()
    {
        string exchange = await service.CreateExchangeAsync("headers");
        string queue = await service.CreateQueueAsync();
        await service.BindAsync(exchange, queue, ""","match":{"attributes":{"urgent":true}}""");
        Assert.Equal(
            [1, 0, 0],
            Results(await PublishAsync(
                exchange,
                """{"body":"1","attributes":{"urgent":true}}""",
                """{"body":"2","attributes":{"urgent":"true"},"mandatory":false}""",
                """{"body":"3","attributes":{"urgent":1},"mandatory":false}"""))
                .Select(result => result.GetProperty("queues").GetArrayLength()));
        JsonElement message = Assert.Single(await service.ReceiveAsync(queue));
        Assert.Equal("""{"urgent":true}""", message.GetProperty("attributes").GetRawText());
    }

    [Fact]
    public async Task Publish_WhenItIsRepeatedWithItsId_AddsOnlyWhatIsMissing()
    {
        string exchange = await service.CreateExchangeAsync("fanout");
        string[] queues = [await service.CreateQueueAsync(), await service.CreateQueueAsync(fifo: true)];
        foreach (string queue in queues)
            await service.BindAsync(exchange, queue);
        for (int n = 0; n < 2; n++)
            await PublishAsync(exchange, """{"body":"x","deduplicationId":"same"}""");
        foreach (string queue in queues)
            Assert.Single(await service.ReceiveAsync(queue));
    }

    [Fact]
    public async Task Route_WhenAsked_TellsWaysAndAlternatesAndStoresNothing()
    {
        string lost = await service.CreateExchangeAsync("fanout");
        string inner = await service.CreateExchangeAsync("direct");
        string outer = await service.CreateExchangeAsync("topic", $",\"alternateExchange\":\"{Name(lost)}\"");
        string queue = await service.CreateQueueAsync();
        string direct = await service.BindAsync(outer, queue, ""","routingKey":"a.b" """);
        string second = await service.BindAsync(inner, queue, ""","routingKey":"a.b" """);
        string first = TestService.Text(
            await service.OkAsync("POST", $"{outer}/bindings", $$"""{"exchange":"{{Name(inner)}}","routingKey":"a.*"}"""),
            "bindingId");

        JsonElement route = await service.OkAsync("POST", $"{outer}/route", """{"routingKey":"a.b","attributes":{"x":true}}""");
        JsonElement reached = Assert.Single(route.GetProperty("queues").EnumerateArray());
        Assert.Equal(Name(queue), TestService.Text(reached, "queue"));
        Assert.Equal(
            new[] { $"[\"{direct}\"]", $"[\"{first}\",\"{second}\"]" }.Order(StringComparer.Ordinal),
            reached.GetProperty("bindings").EnumerateArray().Select(path => path.GetRawText()).Order(StringComparer.Ordinal));
        Assert.False(route.GetProperty("unroutable").GetBoolean());
        Assert.Empty(route.GetProperty("alternates").EnumerateArray());

        route = await service.OkAsync("POST", $"{outer}/route");
        Assert.Equal(
            $$"""{"queues":[],"alternates":["{{Name(lost)}}"],"unroutable":true}""", route.GetRawText());
        route = await service.OkAsync("POST", $"{outer}/route", """{"routingKeys":["a.b","x"]}""");
        Assert.False(route.GetProperty("unroutable").GetBoolean());
        Assert.Empty(await service.ReceiveAsync(queue));
        Assert.Equal(0, (await service.OkAsync("GET", outer)).GetProperty("stats").GetProperty("published").GetInt64());
    }

    private static string[] Both(string one, string other) =>
        [.. new[] { Name(one), Name(other) }.Order(StringComparer.Ordinal)];

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string Id(JsonElement message) => TestService.Text(message, "messageId");

    private static JsonElement[] Results(JsonElement answer) => [.. answer.GetProperty("results").EnumerateArray()];

    private static string Batch(string[] messages) => $"{{\"messages\":[{string.Join(',', messages)}]}}";

    private Task<JsonElement> PublishAsync(string exchange, params string[] messages) =>
        service.OkAsync("POST", $"{exchange}/messages", Batch(messages));

    private async Task RefusedAsync(int status, string code, string exchange, params string[] messages) => Assert.Equal(
        code, await service.RefusedAsync(status, "POST", $"{exchange}/messages", Batch(messages)));

    private Task<(int Status, JsonElement Body)> PublishRawAsync(string exchange, string query) => service.CallAsync(
        "POST", $"{exchange}/messages{query}", new StringContent("hello", Encoding.UTF8, "text/plain"));
}
