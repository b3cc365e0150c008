namespace QueueService.Tests.Functions.Access;

/// <summary>What browsers ask before, and are told with, an answer.</summary>
public sealed class PageTests(PageService service) : IClassFixture<PageService>
{
    [Theory]
    [InlineData(PageService.Origin, true)]
    [InlineData("http://localhost:5173", true)]
    [InlineData("https://evil.example", false)]
    public async Task Preflight_WhenAPageAsks_AllowsConfiguredOriginsOnly(string origin, bool isAllowed)
    {
        using HttpRequestMessage request = new(HttpMethod.Options, new Uri("/v1/queues/q/messages", UriKind.Relative));
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        Assert.Equal(204, (int)response.StatusCode);
        Assert.Equal(isAllowed, response.Headers.Contains("Access-Control-Allow-Origin"));
        if (isAllowed)
            Assert.Equal("authorization,content-type", response.Headers.GetValues("Access-Control-Allow-Headers").Single());
    }

    [Fact]
    public async Task Answer_WhenItRefuses_IsReadableForAPageToo()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/v1/queues", UriKind.Relative));
        request.Headers.Add("Origin", PageService.Origin);
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal(PageService.Origin, response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/v1/queues")]
    [InlineData("/nothing")]
    public async Task Answer_WhateverItIs_HasTheHeadersOfData(string path)
    {
        using HttpResponseMessage response = await service.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }
}
