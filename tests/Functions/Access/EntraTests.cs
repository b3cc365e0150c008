using System.Text;
using System.Text.Json;
using QueueService.Functions.Access;

namespace QueueService.Tests.Functions.Access;

public sealed class EntraTests(EntraService service) : IClassFixture<EntraService>
{
    private const string Message = """{"messages":[{"body":"x"}]}""";

    [Theory]
    [InlineData("Queues.Admin", "orders-1", 404)]
    [InlineData("Orders.Sender", "orders-1", 404)]
    [InlineData("Orders.Sender", "other", 403)]
    [InlineData("Unknown.Role", "orders-1", 403)]
    public async Task Call_WhenThePlatformNamesAPrincipal_HasItsRoles(string role, string queue, int status) =>
        Assert.Equal(status, await SendAsync(Principal("aad", role), $"/v1/queues/{queue}/messages"));

    [Theory]
    [InlineData("google")]
    [InlineData("")]
    public async Task Call_WhenThePrincipalIsNotOfEntra_IsRefused(string provider) =>
        Assert.Equal(401, await SendAsync(Principal(provider, "Queues.Admin"), "/v1/queues/q/messages"));

    [Theory]
    [InlineData("not base64")]
    [InlineData("e30=")]
    [InlineData("W10=")]
    [InlineData("bm90IGpzb24=")]
    public async Task Call_WhenTheHeaderIsUnreadable_IsRefused(string header) =>
        Assert.Equal(401, await SendAsync(header, "/v1/queues/q/messages"));

    [Theory]
    [InlineData(null, null, 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 404)]
    public async Task Call_WhenItComesWithACookie_MustComeFromOwnPages(string? name, string? value, int status) =>
        Assert.Equal(status, await SendAsync(Principal("aad", "Queues.Admin"), "/v1/queues/q/messages", null, name, value));

    [Fact]
    public async Task Call_WhenAKeyIsShownToo_CountsAsTheKey()
    {
        ShownKey key = await service.NewKeyOfRoleAsync("viewer");
        Assert.Equal(
            403, await SendAsync(Principal("aad", "Queues.Admin"), "/v1/queues/q/messages", $"Bearer {key.Id}.{key.Secret}"));
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7:50000, 10.0.0.3", "203.0.113.7")]
    [InlineData("1.2.3.4, 203.0.113.7, 127.0.0.1", "203.0.113.7")]
    [InlineData("1.2.3.4, [2001:db8::1]:443", "2001:db8::1")]
    [InlineData("garbage, 203.0.113.7", "203.0.113.7")]
    [InlineData("garbage", null)]
    [InlineData("", null)]
    [InlineData("10.0.0.1", "10.0.0.1")]
    public void Find_WhenAddressesWereForwarded_TakesTheLastThatIsPublic(string forwarded, string? address) =>
        Assert.Equal(address, ClientAddress.Find(forwarded)?.ToString());

    [Fact]
    public async Task Audit_WhenAClientClaimsAnAddress_WritesDownTheOneThatThePlatformAdded()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/v1/queues/claimed", UriKind.Relative));
        request.Headers.Add("X-Forwarded-For", "1.2.3.4, 203.0.113.9:1234");
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        Assert.Contains("from 203.0.113.9:", Assert.Single(service.Lines.Of("QueueService.Audit", "on claimed")), StringComparison.Ordinal);
    }

    private static string Principal(string provider, string role) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        JsonSerializer.Serialize(new
        {
            auth_typ = provider,
            name_typ = "name",
            role_typ = "roles",
            claims = new[]
            {
                new { typ = "http://schemas.microsoft.com/identity/claims/objectidentifier", val = $"{Guid.NewGuid()}" },
                new { typ = "roles", val = role },
            },
        })));

    private async Task<int> SendAsync(
        string principal, string path, string? authorization = "Bearer eyJ.token.of-entra", string? name = null, string? value = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", principal);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (name is not null)
            request.Headers.Add(name, value);
        request.Content = new StringContent(Message, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
