using System.Text;
using System.Text.Json;
using QueueService.Tests.Functions.Access;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Rest.Me;

/// <summary>What <c>GET /v1/me</c> tells those whom the service knows in its three ways.</summary>
public sealed class MeTests(EntraService keyed, TestService open) : IClassFixture<EntraService>, IClassFixture<TestService>
{
    [Fact]
    public async Task Me_WhenAKeyAsks_TellsItsNameEndAndRights()
    {
        ShownKey key = await keyed.NewKeyAsync(
            """
            {"name":"shop","expiresAt":"2100-01-01T00:00:00Z",
             "allow":[{"role":"sender","queues":["orders-*"]},{"actions":["peek","redrive"],"queues":["dead"]}]}
            """);
        JsonElement me = await keyed.OkAsync(key, "GET", "/v1/me");
        Assert.Equal((key.Id, "shop", "key"), Who(me));
        Assert.Equal("2100-01-01T00:00:00.000Z", TestService.Text(me, "expiresAt"));
        JsonElement[] allow = [.. me.GetProperty("allow").EnumerateArray()];
        Assert.Equal("sender", TestService.Text(allow[0], "role"));
        Assert.Equal(["peek", "redrive"], allow[1].GetProperty("actions").EnumerateArray().Select(word => word.GetString()!));
        Assert.Equal("dead", Assert.Single(allow[1].GetProperty("queues").EnumerateArray()).GetString());
        Assert.InRange(me.GetProperty("now").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
    }

    [Fact]
    public async Task Me_WhenTheKeyMayDoNothing_IsAnsweredAllTheSame()
    {
        ShownKey key = await keyed.NewKeyAsync("""{"name":"nobody"}""");
        JsonElement me = await keyed.OkAsync(key, "GET", "/v1/me");
        Assert.Equal((key.Id, "nobody", "key"), Who(me));
        Assert.Empty(me.GetProperty("allow").EnumerateArray());
        Assert.False(me.TryGetProperty("expiresAt", out _));
    }

    [Fact]
    public async Task Me_WhenTheAdministratorOfTheConfigurationAsks_MayDoAll()
    {
        JsonElement me = await keyed.OkAsync(KeyedService.Admin, "GET", "/v1/me");
        Assert.Equal((KeyedService.AdminId, "", "key"), Who(me));
        Assert.Equal("admin", TestService.Text(Assert.Single(me.GetProperty("allow").EnumerateArray()), "role"));
    }

    [Fact]
    public async Task Me_WhenAUserOfEntraAsks_TellsNameAndRoles()
    {
        Guid id = Guid.NewGuid();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/v1/me", UriKind.Relative));
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(Encoding.UTF8.GetBytes(
            $$"""
            {"auth_typ":"aad","name_typ":"upn","role_typ":"roles","claims":[{"typ":"oid","val":"{{id}}"},
             {"typ":"upn","val":"ann@example.com"},{"typ":"roles","val":"Orders.Sender"}]}
            """)));
        using HttpResponseMessage response = await keyed.Http.SendAsync(request);
        JsonElement me = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        Assert.Equal(($"entra:{id}", "ann@example.com", "entra"), Who(me));
        JsonElement allow = Assert.Single(me.GetProperty("allow").EnumerateArray());
        Assert.Equal("orders-*", Assert.Single(allow.GetProperty("queues").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Me_WhenAccessIsOff_IsOpenToAll()
    {
        JsonElement me = await open.OkAsync("GET", "/v1/me");
        Assert.Equal(("-", "", "open"), Who(me));
        Assert.Equal("admin", TestService.Text(Assert.Single(me.GetProperty("allow").EnumerateArray()), "role"));
        Assert.Equal("UnknownParameter", await open.RefusedAsync(400, "GET", "/v1/me?x=1"));
    }

    [Fact]
    public async Task Root_WhenKeysAndEntraLetIn_NamesBoth()
    {
        JsonElement root = await keyed.OkAsync(null, "GET", "/");
        Assert.Equal("keys", TestService.Text(root, "access"));
        Assert.Equal(["key", "entra"], root.GetProperty("signIn").EnumerateArray().Select(word => word.GetString()!));
    }

    private static (string Id, string Name, string Kind) Who(JsonElement me) => (
        TestService.Text(me, "id"),
        me.TryGetProperty("name", out JsonElement name) ? name.GetString()! : "",
        TestService.Text(me, "kind"));
}
