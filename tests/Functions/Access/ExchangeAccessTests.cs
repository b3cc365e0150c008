using System.Text.Json;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Access;

/// <summary>Who may do what with exchanges, and that nobody reaches a queue by a detour.</summary>
public sealed class ExchangeAccessTests(KeyedService service) : IClassFixture<KeyedService>
{
    private static readonly ShownKey Admin = KeyedService.Admin;

    [Fact]
    public async Task Publish_WhenAKeyMaySendToTheExchange_NeedsNothingOnTheQueuesBehind()
    {
        (string exchange, string queue) = await NewPairAsync();
        await service.OkAsync(Admin, "POST", $"/v1/exchanges/{exchange}/bindings", $$"""{"queue":"{{queue}}"}""");
        ShownKey key = await NewKeyAsync($$"""{"role":"sender","exchanges":["{{exchange}}"]}""");
        const string Message = """{"messages":[{"body":"x"}]}""";
        await service.OkAsync(key, "POST", $"/v1/exchanges/{exchange}/messages", Message);
        await service.OkAsync(key, "POST", $"/v1/exchanges/{exchange}/route");
        await DeniedAsync(key, "POST", $"/v1/queues/{queue}/messages", Message);
        await DeniedAsync(key, "GET", $"/v1/queues/{queue}");
        ShownKey other = await NewKeyAsync($$"""{"role":"sender","queues":["{{queue}}","{{exchange}}"]}""");
        await DeniedAsync(other, "POST", $"/v1/exchanges/{exchange}/messages", Message);
    }

    [Fact]
    public async Task Bind_WhenAKeyMayNotSendToTheDestination_IsDenied()
    {
        (string exchange, string queue) = await NewPairAsync();
        (string next, _) = await NewPairAsync();
        string[] bindings = [$$"""{"queue":"{{queue}}"}""", $$"""{"exchange":"{{next}}"}"""];
        ShownKey manager = await NewKeyAsync(
            $$"""{"actions":["manage","receive","peek"],"queues":["*"],"exchanges":["*"]}""");
        ShownKey sender = await NewKeyAsync(
            $$"""{"actions":["manage"],"exchanges":["{{exchange}}"]},{"actions":["send"],"queues":["{{queue}}"],"exchanges":["{{next}}"]}""");
        foreach (string binding in bindings)
        {
            await DeniedAsync(manager, "POST", $"/v1/exchanges/{exchange}/bindings", binding);
            await DeniedAsync(manager, "PUT", $"/v1/exchanges/{exchange}/bindings", $$"""{"bindings":[{{binding}}]}""");
            await service.OkAsync(sender, "POST", $"/v1/exchanges/{exchange}/bindings", binding);
            await DeniedAsync(sender, "POST", $"/v1/exchanges/{next}/bindings", binding);
        }

        JsonElement made = (await service.OkAsync(manager, "GET", $"/v1/exchanges/{exchange}/bindings"))
            .GetProperty("bindings");
        Assert.Equal(2, made.GetArrayLength());
        await service.OkAsync(
            manager, "DELETE", $"/v1/exchanges/{exchange}/bindings/{TestService.Text(made[0], "bindingId")}");
    }

    [Fact]
    public async Task Bind_WhenTheDestinationIsNotThere_DeniesInTheSameWords()
    {
        (string exchange, string queue) = await NewPairAsync();
        ShownKey key = await NewKeyAsync("""{"actions":["manage"],"exchanges":["*"]}""");
        (int status, JsonElement answer) = await service.CallAsync(
            key, "POST", $"/v1/exchanges/{exchange}/bindings", $$"""{"queue":"{{queue}}"}""");
        (int absentStatus, JsonElement absent) = await service.CallAsync(
            key, "POST", $"/v1/exchanges/{exchange}/bindings", """{"queue":"absent"}""");
        Assert.Equal((403, answer.ToString()), (status, absent.ToString()));
        Assert.Equal(403, absentStatus);
    }

    [Fact]
    public async Task Alternate_WhenAKeyMayNotSendThere_IsDenied()
    {
        (string exchange, _) = await NewPairAsync();
        (string next, _) = await NewPairAsync();
        ShownKey key = await NewKeyAsync("""{"actions":["manage"],"exchanges":["*"]}""");
        string settings = $$"""{"type":"fanout","alternateExchange":"{{next}}"}""";
        await DeniedAsync(key, "PUT", $"/v1/exchanges/new{exchange}", settings);
        await DeniedAsync(key, "PATCH", $"/v1/exchanges/{exchange}", settings);
        ShownKey sender = await NewKeyAsync(
            $$"""{"actions":["manage"],"exchanges":["*"]},{"actions":["send"],"exchanges":["{{next}}"]}""");
        await service.OkAsync(sender, "PATCH", $"/v1/exchanges/{exchange}", settings);
    }

    [Fact]
    public async Task Listings_WhenAKeyIsForSomeExchanges_ShowNoOthers()
    {
        string prefix = $"seen{Guid.NewGuid():N}";
        string queue = await service.NewQueueAsync();
        foreach (string name in (string[])[$"{prefix}.a", $"{prefix}.b", $"{prefix}-hidden"])
        {
            await service.OkAsync(Admin, "PUT", $"/v1/exchanges/{name}", """{"type":"fanout"}""");
            await service.OkAsync(Admin, "POST", $"/v1/exchanges/{name}/bindings", $$"""{"queue":"{{queue}}"}""");
        }

        ShownKey key = await NewKeyAsync(
            $$"""{"role":"viewer","queues":["{{queue}}"],"exchanges":["{{prefix}}.*"]}""");
        JsonElement listed = await service.OkAsync(key, "GET", $"/v1/exchanges?prefix={prefix}&limit=2");
        Assert.Equal(
            [$"{prefix}.a", $"{prefix}.b"],
            listed.GetProperty("exchanges").EnumerateArray().Select(exchange => TestService.Text(exchange, "name")));
        Assert.False(listed.TryGetProperty("cursor", out _));
        JsonElement bindings = await service.OkAsync(key, "GET", $"/v1/queues/{queue}/bindings");
        Assert.Equal(
            [$"{prefix}.a", $"{prefix}.b"],
            bindings.GetProperty("bindings").EnumerateArray().Select(binding => TestService.Text(binding, "exchange")));
        await DeniedAsync(key, "GET", $"/v1/exchanges/{prefix}-hidden");
        await DeniedAsync(key, "GET", $"/v1/exchanges/{prefix}-hidden/bindings");
    }

    [Fact]
    public async Task Keys_WhenTheyNameExchanges_AreShownAndGuardedAsThoseOfQueues()
    {
        JsonElement made = await service.OkAsync(
            Admin, "POST", "/v1/keys", """{"name":"k","allow":[{"actions":["send"],"exchanges":["orders.*"]},{"role":"viewer","queues":["*"]}]}""");
        JsonElement shown = await service.OkAsync(Admin, "GET", $"/v1/keys/{TestService.Text(made, "id")}");
        Assert.Equal(
            """[{"actions":["send"],"queues":[],"exchanges":["orders.*"]},{"role":"viewer","actions":["peek","metrics"],"queues":["*"],"exchanges":["*"]}]""",
            shown.GetProperty("allow").GetRawText());
        foreach ((string allow, string code) in ((string, string)[])
            [
                ("""{"role":"sender"}""", "InvalidKeySetting"),
                ("""{"role":"sender","queues":[],"exchanges":[]}""", "InvalidKeySetting"),
                ("""{"role":"sender","exchanges":["a b"]}""", "InvalidKeySetting"),
                ("""{"role":"sender","exchanges":null}""", "InvalidType"),
                ("""{"actions":["purge"],"exchanges":["*"]}""", "InvalidKeySetting"),
                ("""{"actions":["keys"],"exchanges":["*"]}""", "InvalidKeySetting"),
            ])
        {
            await service.RefusedAsync(
                400, code, Admin, "POST", "/v1/keys", $$"""{"name":"k","allow":[{{allow}}]}""");
        }

        ShownKey some = await NewKeyAsync("""{"actions":["keys","send"],"queues":["*"],"exchanges":[]}""");
        await DeniedAsync(
            some, "POST", "/v1/keys", """{"name":"k","allow":[{"actions":["send"],"exchanges":["orders.*"]}]}""");
    }

    [Fact]
    public async Task Audit_WhenAnExchangeIsManaged_NamesIt()
    {
        (string exchange, string queue) = await NewPairAsync();
        await service.OkAsync(Admin, "POST", $"/v1/exchanges/{exchange}/bindings", $$"""{"queue":"{{queue}}"}""");
        await service.OkAsync(Admin, "POST", $"/v1/exchanges/{exchange}/messages", """{"messages":[{"body":"x"}]}""");
        ShownKey key = await service.NewKeyOfRoleAsync("viewer");
        await DeniedAsync(key, "DELETE", $"/v1/exchanges/{exchange}");
        JsonElement audit = await service.OkAsync(Admin, "GET", "/v1/audit?action=/v1/exchanges");
        Assert.Equal(
            [
                $"{key.Id} DELETE /v1/exchanges/{{exchange}} AccessDenied",
                "admin POST /v1/exchanges/{exchange}/bindings 201", "admin PUT /v1/exchanges/{exchange} 201",
            ],
            audit.GetProperty("entries").EnumerateArray()
                .Where(entry => string.Equals(TestService.Text(entry, "detail"), exchange, StringComparison.Ordinal))
                .Select(entry => string.Join(
                    ' ', new[] { "key", "action", "outcome" }.Select(name => TestService.Text(entry, name)))));
    }

    /// <summary>Every key may send such calls, and so could have all else pushed out.</summary>
    [Fact]
    public async Task Audit_WhenACallNamesNoExchange_KeepsNothing()
    {
        ShownKey key = await service.NewKeyOfRoleAsync("sender");
        await service.RefusedAsync(400, "InvalidExchangeName", key, "DELETE", "/v1/exchanges/a%20b");
        JsonElement audit = await service.OkAsync(Admin, "GET", $"/v1/audit?key={key.Id}");
        Assert.Empty(audit.GetProperty("entries").EnumerateArray());
    }

    private async Task<(string Exchange, string Queue)> NewPairAsync()
    {
        string queue = await service.NewQueueAsync();
        string exchange = $"x.{queue}";
        await service.OkAsync(Admin, "PUT", $"/v1/exchanges/{exchange}", """{"type":"fanout"}""");
        return (exchange, queue);
    }

    private Task<ShownKey> NewKeyAsync(string allow) =>
        service.NewKeyAsync($$"""{"name":"k","allow":[{{allow}}]}""");

    private Task DeniedAsync(ShownKey key, string method, string path, string? json = null) =>
        service.RefusedAsync(403, "AccessDenied", key, method, path, json);
}
