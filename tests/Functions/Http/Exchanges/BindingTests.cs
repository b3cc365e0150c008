using System.Text.Json;

namespace QueueService.Tests.Functions.Http.Exchanges;

/// <summary>How bindings are made, set, listed from both ends and taken away.</summary>
public abstract class BindingTests(TestService service)
{
    private const string AllConditions =
        ""","match":{"mode":"any","attributes":{"anyOf":{"anyOf":["1",1,true]},"exists":{"exists":false},"number":1.5,"prefix":{"prefix":"a"},"text":"x","yes":true}}""";

    [Fact]
    public async Task Post_WhenRepeated_IsMadeThenFoundByTheSameId()
    {
        string exchange = await service.CreateExchangeAsync("topic");
        string queue = await service.CreateQueueAsync();
        string json = $$"""{"queue":"{{Name(queue)}}","routingKey":"a.#"{{AllConditions}}}""";
        using HttpResponseMessage made = await service.Http.PostAsync(
            new Uri($"{exchange}/bindings", UriKind.Relative), new StringContent(json, null, "application/json"));
        JsonElement first = JsonSerializer.Deserialize<JsonElement>(await made.Content.ReadAsStringAsync());
        string id = TestService.Text(first, "bindingId");
        Assert.Equal((201, $"{exchange}/bindings/{id}"), ((int)made.StatusCode, made.Headers.Location?.ToString()));
        Assert.Equal(
            $$"""{"bindingId":"{{id}}","exchange":"{{Name(exchange)}}","queue":"{{Name(queue)}}","routingKey":"a.#"{{AllConditions}}}""",
            first.GetRawText());
        (int status, JsonElement again) = await service.CallAsync(
            "POST", $"{exchange}/bindings", json.Replace("1.5", "15e-1", StringComparison.Ordinal));
        Assert.Equal((200, first.GetRawText()), (status, again.GetRawText()));
    }

    [Fact]
    public async Task Post_WhenOneEndIsNotThere_SaysWhichAndNothingIsMade()
    {
        string exchange = await service.CreateExchangeAsync("fanout");
        Assert.Equal(
            "QueueNotFound", await service.RefusedAsync(404, "POST", $"{exchange}/bindings", """{"queue":"absent"}"""));
        Assert.Equal(
            "ExchangeNotFound",
            await service.RefusedAsync(404, "POST", $"{exchange}/bindings", """{"exchange":"absent"}"""));
        string queue = await service.CreateQueueAsync();
        Assert.Equal(
            "ExchangeNotFound",
            await service.RefusedAsync(
                404, "POST", "/v1/exchanges/absent/bindings", $$"""{"queue":"{{Name(queue)}}"}"""));
        Assert.Empty(await ListAsync($"{exchange}/bindings"));
    }

    [Fact]
    public async Task Post_WhenItWouldLeadBack_IsRefusedWithThePath()
    {
        string first = await service.CreateExchangeAsync("fanout");
        string second = await service.CreateExchangeAsync("fanout");
        await service.OkAsync("POST", $"{first}/bindings", $$"""{"exchange":"{{Name(second)}}"}""");
        (int status, JsonElement problem) = await service.CallAsync(
            "POST", $"{second}/bindings", $$"""{"exchange":"{{Name(first)}}"}""");
        Assert.Equal((409, "RoutingCycle"), (status, TestService.Text(problem, "code")));
        Assert.Contains(
            $"'{Name(second)}' -> '{Name(first)}' -> '{Name(second)}'",
            TestService.Text(problem, "detail"),
            StringComparison.Ordinal);
        Assert.Equal(
            "RoutingCycle",
            await service.RefusedAsync(
                409, "PUT", $"{second}/bindings", $$"""{"bindings":[{"exchange":"{{Name(first)}}"}]}"""));
        Assert.Empty(await ListAsync($"{second}/bindings"));
    }

    [Fact]
    public async Task Put_WhenBindingsAreSet_LeavesExactlyThese()
    {
        string exchange = await service.CreateExchangeAsync("direct");
        string queue = await service.CreateQueueAsync();
        await service.BindAsync(exchange, queue, ""","routingKey":"old" """);
        string kept = await service.BindAsync(exchange, queue, ""","routingKey":"kept" """);
        string set = $$"""
            {"bindings":[{"queue":"{{Name(queue)}}","routingKey":"new"},{"queue":"{{Name(queue)}}","routingKey":"kept"},
             {"queue":"{{Name(queue)}}","routingKey":"new"}]}
            """;
        Assert.Equal(
            """{"added":1,"removed":1,"kept":1}""",
            (await service.OkAsync("PUT", $"{exchange}/bindings", set)).GetRawText());
        JsonElement[] bindings = await ListAsync($"{exchange}/bindings");
        Assert.Equal(
            ["kept", "new"],
            bindings.Select(binding => TestService.Text(binding, "routingKey")).Order(StringComparer.Ordinal));
        Assert.Contains(kept, bindings.Select(binding => TestService.Text(binding, "bindingId")));
        Assert.Equal(
            """{"added":0,"removed":2,"kept":0}""",
            (await service.OkAsync("PUT", $"{exchange}/bindings", """{"bindings":[]}""")).GetRawText());
        Assert.Empty(await ListAsync($"{exchange}/bindings"));
    }

    [Fact]
    public async Task Put_WhenOneBindingIsWrong_NamesItAndChangesNothing()
    {
        string exchange = await service.CreateExchangeAsync("fanout");
        string queue = await service.CreateQueueAsync();
        await service.BindAsync(exchange, queue);
        (int status, JsonElement problem) = await service.CallAsync(
            "PUT",
            $"{exchange}/bindings",
            $$"""{"bindings":[{"queue":"{{Name(queue)}}"},{"queue":"{{Name(queue)}}","routingKey":"k"}]}""");
        Assert.Equal((400, "InvalidBinding"), (status, TestService.Text(problem, "code")));
        Assert.StartsWith("bindings[1]: ", TestService.Text(problem, "detail"), StringComparison.Ordinal);
        Assert.Single(await ListAsync($"{exchange}/bindings"));
    }

    [Fact]
    public async Task List_WhenAskedFromEitherEnd_ShowsTheSame()
    {
        string first = await service.CreateExchangeAsync("direct");
        string second = await service.CreateExchangeAsync("fanout");
        string queue = await service.CreateQueueAsync();
        string[] ids =
        [
            await service.BindAsync(first, queue, ""","routingKey":"a" """),
            await service.BindAsync(first, queue, ""","routingKey":"b" """),
            await service.BindAsync(second, queue),
        ];
        string between = TestService.Text(
            await service.OkAsync(
                "POST", $"{first}/bindings", $$"""{"exchange":"{{Name(second)}}","routingKey":"c"}"""),
            "bindingId");

        JsonElement[] toQueue = await ListAsync($"{queue}/bindings");
        Assert.Equal(
            ids.Order(StringComparer.Ordinal),
            toQueue.Select(binding => TestService.Text(binding, "bindingId")).Order(StringComparer.Ordinal));
        Assert.All(toQueue, binding => Assert.Equal(Name(queue), TestService.Text(binding, "queue")));
        JsonElement toSecond = Assert.Single(await ListAsync($"{second}/bindings?to=true"));
        Assert.Equal(
            (between, Name(first), Name(second)),
            (
                TestService.Text(toSecond, "bindingId"),
                TestService.Text(toSecond, "exchange"),
                TestService.Text(toSecond, "toExchange")));
        Assert.Equal(3, (await ListAsync($"{first}/bindings?to=false")).Length);
        Assert.Empty(await ListAsync($"{first}/bindings?to=true"));
        Assert.Equal("QueueNotFound", await service.RefusedAsync(404, "GET", "/v1/queues/absent/bindings"));
        Assert.Equal("ExchangeNotFound", await service.RefusedAsync(404, "GET", "/v1/exchanges/absent/bindings"));
        Assert.Equal("ExchangeNotFound", await service.RefusedAsync(404, "GET", "/v1/exchanges/absent/bindings?to=true"));
    }

    [Fact]
    public async Task List_WhenThereAreMoreThanFitOnAPage_GoesOnWithItsCursor()
    {
        string exchange = await service.CreateExchangeAsync("direct");
        string queue = await service.CreateQueueAsync();
        string set = string.Join(',', Enumerable.Range(0, 7).Select(
            n => $$"""{"queue":"{{Name(queue)}}","routingKey":"{{n}}"}"""));
        await service.OkAsync("PUT", $"{exchange}/bindings", $$"""{"bindings":[{{set}}]}""");
        foreach (string listing in (string[])[$"{exchange}/bindings", $"{queue}/bindings"])
        {
            List<string> keys = [];
            string cursor = "";
            do
            {
                JsonElement page = await service.OkAsync("GET", $"{listing}?limit=3{cursor}");
                keys.AddRange(page.GetProperty("bindings").EnumerateArray().Select(
                    binding => TestService.Text(binding, "routingKey")));
                cursor = page.TryGetProperty("cursor", out JsonElement next) ? $"&cursor={next.GetString()}" : "";
            }
            while (cursor.Length > 0);
            Assert.Equal(Enumerable.Range(0, 7).Select(n => $"{n}"), keys.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Delete_WhenTheBindingIsThere_TakesItAway()
    {
        string exchange = await service.CreateExchangeAsync("fanout");
        string id = await service.BindAsync(exchange, await service.CreateQueueAsync());
        Assert.Equal(204, (await service.CallAsync("DELETE", $"{exchange}/bindings/{id}")).Status);
        foreach (string gone in (string[])[id, id.ToUpperInvariant() + "A", "x"])
        {
            Assert.Equal(
                "BindingNotFound", await service.RefusedAsync(404, "DELETE", $"{exchange}/bindings/{gone}"));
        }
    }

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    private async Task<JsonElement[]> ListAsync(string path) =>
        [.. (await service.OkAsync("GET", path)).GetProperty("bindings").EnumerateArray()];
}
