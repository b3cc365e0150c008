using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Access;

/// <summary>Web pages that try to use a service on this machine that asks for no key.</summary>
public sealed class LocalPageTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData(null, null, null, 200)]
    [InlineData("http://localhost:3000", null, null, 200)]
    [InlineData("http://127.0.0.1:7071", "same-origin", null, 200)]
    [InlineData(null, "none", null, 200)]
    [InlineData("https://evil.example", "cross-site", null, 403)]
    [InlineData("https://evil.example", null, null, 403)]
    [InlineData(null, "cross-site", null, 403)]
    [InlineData("null", null, null, 403)]
    [InlineData("http://evil.example:7071", "same-origin", "evil.example:7071", 403)]
    [InlineData(null, "same-origin", "evil.example:7071", 403)]
    public async Task Call_WhenABrowserSendsIt_MustComeFromThisMachine(string? origin, string? site, string? host, int status)
    {
        foreach (string path in (string[])["/v1/queues", "/?Action=ListQueues"])
        {
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri(path, UriKind.Relative));
            if (origin is not null)
                request.Headers.Add("Origin", origin);
            if (site is not null)
                request.Headers.Add("Sec-Fetch-Site", site);
            request.Headers.Host = host;
            using HttpResponseMessage response = await service.Http.SendAsync(request);
            Assert.Equal(status, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task Keys_WhenAccessIsOff_SaysHowToTurnItOn() =>
        Assert.Equal("AccessIsOff", await service.RefusedAsync(409, "GET", "/v1/keys"));
}
