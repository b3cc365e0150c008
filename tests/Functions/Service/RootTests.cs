using System.Net;
using System.Text.Json;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Service;

/// <summary>What <c>GET /</c> says of a service that asks for no key, and where it sends a browser.</summary>
public sealed class RootTests(RootService service) : IClassFixture<RootService>
{
    [Fact]
    public async Task Root_WhenAProgramAsks_NamesTheServiceAndHowToSignIn()
    {
        JsonElement root = await service.OkAsync("GET", "/");
        Assert.Equal(("queue-service", "/openapi/v1.json", "off"), (
            TestService.Text(root, "status"), TestService.Text(root, "openapi"), TestService.Text(root, "access")));
        Assert.Empty(root.GetProperty("signIn").EnumerateArray());
        Assert.Matches(@"^\d+\.\d+\.\d+$", TestService.Text(root, "version"));
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 302)]
    [InlineData("application/json, TEXT/HTML;q=0.1", 302)]
    [InlineData("text/html;q=0, application/json", 200)]
    [InlineData("text/html; q=0.000", 200)]
    [InlineData("application/json", 200)]
    [InlineData("*/*", 200)]
    [InlineData("text/htmlx", 200)]
    public async Task Root_WhenABrowserAsks_SendsItToThePortal(string accept, int status)
    {
        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
        {
            using HttpRequestMessage request = new(method, new Uri("/", UriKind.Relative));
            request.Headers.Add("Accept", accept);
            using HttpResponseMessage response = await service.Http.SendAsync(request);
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal(status == 302 ? "portal/" : null, response.Headers.Location?.OriginalString);
            Assert.Contains("Accept", response.Headers.Vary);
        }
    }

    [Fact]
    public async Task Root_WhenSqsIsCalledByAddress_IsNotThePortal()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/?Action=ListQueues", UriKind.Relative));
        request.Headers.Add("Accept", "text/html");
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("ListQueuesResponse", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
