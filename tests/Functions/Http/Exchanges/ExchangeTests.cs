using System.Text.Json;

namespace QueueService.Tests.Functions.Http.Exchanges;

/// <summary>How exchanges are made, shown, changed and taken away.</summary>
public abstract class ExchangeTests(TestService service)
{
    [Fact]
    public async Task Put_WhenRepeated_IsCreatedThenFoundThenRefusedIfItDiffers()
    {
        string path = $"/v1/exchanges/orders.eu:1_{Guid.NewGuid():N}";
        const string Settings = """{"type":"direct","tags":{"a":"b"}}""";
        using HttpResponseMessage created = await service.Http.PutAsync(
            new Uri(path, UriKind.Relative), new StringContent(Settings, null, "application/json"));
        Assert.Equal((201, path), ((int)created.StatusCode, created.Headers.Location?.ToString()));
        Assert.Equal(200, (await service.CallAsync("PUT", path, Settings)).Status);
        Assert.Equal(
            200,
            (await service.CallAsync(
                "PUT", path, """{"type":"direct","internal":false,"alternateExchange":null,"tags":{"a":"b"}}""")).Status);
        foreach (string other in (string[])["""{"type":"direct"}""", """{"type":"fanout","tags":{"a":"b"}}"""])
            Assert.Equal("ExchangeExists", await service.RefusedAsync(409, "PUT", path, other));
    }

    [Theory]
    [InlineData("direct", null)]
    [InlineData("fanout", null)]
    [InlineData("topic", "amqp")]
    [InlineData("headers", null)]
    public async Task Get_WhenTheExchangeIsNew_ShowsDefaultsAndCountsNothing(string type, string? syntax)
    {
        string path = await service.CreateExchangeAsync(type);
        JsonElement exchange = await service.OkAsync("GET", path);
        Assert.Equal(path, $"/v1/exchanges/{TestService.Text(exchange, "name")}");
        Assert.Equal(type, TestService.Text(exchange, "type"));
        Assert.Equal(syntax, exchange.TryGetProperty("syntax", out JsonElement known) ? known.GetString() : null);
        Assert.False(exchange.GetProperty("internal").GetBoolean());
        Assert.False(exchange.TryGetProperty("alternateExchange", out _));
        Assert.Empty(exchange.GetProperty("tags").EnumerateObject());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", TestService.Text(exchange, "createdAt"));
        Assert.Equal(TestService.Text(exchange, "createdAt"), TestService.Text(exchange, "modifiedAt"));
        Assert.Equal("""{"bindings":0,"published":0,"unroutable":0,"delayed":0,"held":0}""", exchange.GetProperty("stats").GetRawText());
    }

    [Fact]
    public async Task Patch_WhenSomeSettingsAreGiven_ChangesOnlyThose()
    {
        string path = await service.CreateExchangeAsync("topic", ""","syntax":"mqtt","tags":{"a":"b"}""");
        JsonElement exchange = await service.OkAsync(
            "PATCH", path, """{"alternateExchange":"lost","internal":true,"type":"topic","syntax":"mqtt"}""");
        Assert.Equal("lost", TestService.Text(exchange, "alternateExchange"));
        Assert.True(exchange.GetProperty("internal").GetBoolean());
        Assert.Equal("b", TestService.Text(exchange.GetProperty("tags"), "a"));
        exchange = await service.OkAsync("PATCH", path, """{"alternateExchange":null}""");
        Assert.False(exchange.TryGetProperty("alternateExchange", out _));
        Assert.True(exchange.GetProperty("internal").GetBoolean());
        Assert.Equal("mqtt", TestService.Text(await service.OkAsync("GET", path), "syntax"));
    }

    [Fact]
    public async Task Patch_WhenTypeOrSyntaxWouldChange_IsRefused()
    {
        string path = await service.CreateExchangeAsync("topic");
        foreach (string change in (string[])["""{"type":"direct"}""", """{"syntax":"mqtt"}""", """{"type":"fanout","syntax":"amqp"}"""])
            Assert.Equal("ExchangeTypeFixed", await service.RefusedAsync(409, "PATCH", path, change));
        string direct = await service.CreateExchangeAsync("direct");
        Assert.Equal("InvalidSetting", await service.RefusedAsync(400, "PATCH", direct, """{"syntax":"amqp"}"""));
    }

    [Fact]
    public async Task Alternate_WhenItWouldLeadBack_IsRefusedAndNothingIsMade()
    {
        string first = await service.CreateExchangeAsync("fanout");
        string name = first["/v1/exchanges/".Length..];
        string second = await service.CreateExchangeAsync("fanout", $",\"alternateExchange\":\"{name}\"");
        string back = $$"""{"alternateExchange":"{{second["/v1/exchanges/".Length..]}}"}""";
        Assert.Equal("RoutingCycle", await service.RefusedAsync(409, "PATCH", first, back));

        // A listing of bindings forgets nothing but bindings.
        Assert.Empty((await service.OkAsync("GET", $"{first}/bindings?to=true")).GetProperty("bindings").EnumerateArray());
        Assert.Equal("RoutingCycle", await service.RefusedAsync(409, "PATCH", first, back));
        string self = $"/v1/exchanges/self{Guid.NewGuid():N}";
        Assert.Equal(
            "RoutingCycle",
            await service.RefusedAsync(
                409, "PUT", self, $$"""{"type":"fanout","alternateExchange":"{{self["/v1/exchanges/".Length..]}}"}"""));
        Assert.Equal("ExchangeNotFound", await service.RefusedAsync(404, "GET", self));
    }

    [Fact]
    public async Task Delete_WhenTheExchangeIsThere_TakesItAwayWithItsBindings()
    {
        string exchange = await service.CreateExchangeAsync("fanout");
        string queue = await service.CreateQueueAsync();
        await service.BindAsync(exchange, queue);
        Assert.Equal(204, (await service.CallAsync("DELETE", exchange)).Status);
        foreach (string method in (string[])["DELETE", "GET", "PATCH"])
            Assert.Equal("ExchangeNotFound", await service.RefusedAsync(404, method, exchange));
        JsonElement left = await service.OkAsync("GET", $"{queue}/bindings");
        Assert.Empty(left.GetProperty("bindings").EnumerateArray());
        Assert.Equal(
            "ExchangeNotFound",
            await service.RefusedAsync(404, "POST", $"{exchange}/messages", """{"messages":[{"body":"x"}]}"""));
    }

    [Fact]
    public async Task Delete_WhenOnlyTheUnusedIsMeant_NamesWhatUsesIt()
    {
        string used = await service.CreateExchangeAsync("fanout");
        string source = await service.CreateExchangeAsync("fanout");
        string binding = TestService.Text(
            await service.OkAsync(
                "POST", $"{source}/bindings", $$"""{"exchange":"{{used["/v1/exchanges/".Length..]}}"}"""),
            "bindingId");
        (int status, JsonElement problem) = await service.CallAsync("DELETE", $"{used}?ifUnused=true");
        Assert.Equal((409, "ExchangeInUse"), (status, TestService.Text(problem, "code")));
        Assert.Contains(source["/v1/exchanges/".Length..], TestService.Text(problem, "detail"), StringComparison.Ordinal);
        Assert.Equal("ExchangeInUse", await service.RefusedAsync(409, "DELETE", $"{source}?ifUnused=true"));
        Assert.Equal(204, (await service.CallAsync("DELETE", $"{source}/bindings/{binding}")).Status);
        Assert.Equal(204, (await service.CallAsync("DELETE", $"{used}?ifUnused=true")).Status);
        Assert.Equal(204, (await service.CallAsync("DELETE", $"{source}?ifUnused=false")).Status);
    }

    [Fact]
    public async Task Delete_WhenOnlyTheUnusedIsMeant_NamesEachUse()
    {
        string used = await service.CreateExchangeAsync("fanout");
        string name = used["/v1/exchanges/".Length..];
        string bound = await service.CreateQueueAsync();
        await service.BindAsync(used, bound);
        string before = await service.CreateExchangeAsync("direct", $",\"alternateExchange\":\"{name}\"");
        string dying = await service.CreateQueueAsync($$"""{"deadLetter":{"exchange":"{{name}}"} }""");

        (int status, JsonElement problem) = await service.CallAsync("DELETE", $"{used}?ifUnused=true");

        Assert.Equal((409, "ExchangeInUse"), (status, TestService.Text(problem, "code")));
        string detail = TestService.Text(problem, "detail");
        Assert.Contains($"lead from it to '{bound["/v1/queues/".Length..]}'", detail, StringComparison.Ordinal);
        Assert.Contains($"alternate of '{before["/v1/exchanges/".Length..]}'", detail, StringComparison.Ordinal);
        Assert.Contains($"dead letters of '{dying["/v1/queues/".Length..]}'", detail, StringComparison.Ordinal);
        Assert.Equal(200, (await service.CallAsync("GET", used)).Status);
    }

    [Fact]
    public async Task List_WhenThereAreMoreThanFitOnAPage_GoesOnWithItsCursor()
    {
        string prefix = $"list.{Guid.NewGuid():N}.";
        foreach (int n in Enumerable.Range(0, 5))
            await service.OkAsync("PUT", $"/v1/exchanges/{prefix}{n}", """{"type":"fanout"}""");
        List<string> names = [];
        string cursor = "";
        do
        {
            JsonElement page = await service.OkAsync("GET", $"/v1/exchanges?prefix={prefix}&limit=2{cursor}");
            names.AddRange(page.GetProperty("exchanges").EnumerateArray().Select(
                exchange => TestService.Text(exchange, "name")));
            cursor = page.TryGetProperty("cursor", out JsonElement next) ? $"&cursor={next.GetString()}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(Enumerable.Range(0, 5).Select(n => $"{prefix}{n}"), names);
    }
}
