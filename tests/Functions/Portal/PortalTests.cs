using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Portal;

/// <summary>How the portal's files are served; what they do is tested in a browser.</summary>
public sealed partial class PortalTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData("/portal/")]
    [InlineData("/portal/queues/orders/dead")]
    [InlineData("/portal/queues/orders.fifo/dead?filter=x")]
    [InlineData("/portal/queues/orders.fifo")]
    public async Task Page_WhateverItsAddress_IsTheSameFileUnderAStrictPolicy(string path)
    {
        using HttpResponseMessage answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("<div id=\"app\">", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        foreach (string part in (string[])["default-src 'none'", "script-src 'self'", "style-src 'self'", "trusted-types 'none'", "require-trusted-types-for 'script'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"])
            Assert.Contains(part, policy.Split("; "));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.True(answer.Headers.CacheControl!.NoCache);
    }

    [Fact]
    public async Task Page_WhenItIsBuilt_HasNoInlineScriptOrStyleAndNothingFromElsewhere()
    {
        string page = await service.Http.GetStringAsync(new Uri("/portal/", UriKind.Relative));
        Assert.DoesNotMatch("<style|style=|onload=|https?:", page);
        Assert.All(Regex.Matches(page, "<script[^>]*>(?<inside>[^<]*)", RegexOptions.None, TimeSpan.FromSeconds(1)), script =>
            Assert.Equal("", script.Groups["inside"].Value.Trim()));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("gzip, br;q=0")]
    [InlineData("identity")]
    public async Task File_WhateverIsAccepted_IsTheSameContentAndMayBeKeptForGood(string accepted)
    {
        string path = await ScriptAsync();
        byte[] plain = await service.Http.GetByteArrayAsync(new Uri(path, UriKind.Relative));
        using HttpResponseMessage answer = await GetAsync(path, ("Accept-Encoding", accepted));
        string? encoding = answer.Content.Headers.ContentEncoding.SingleOrDefault();
        Assert.Equal(accepted is "identity" ? null : accepted is "br" ? "br" : "gzip", encoding);
        using Stream body = await answer.Content.ReadAsStreamAsync();
        using Stream read = encoding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using MemoryStream copy = new();
        await read.CopyToAsync(copy);
        Assert.Equal(plain, copy.ToArray());
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("Accept-Encoding", answer.Headers.Vary.Single());
    }

    [Fact]
    public async Task File_WhenItIsKnownAlready_IsNotSentAgain()
    {
        using HttpResponseMessage first = await GetAsync("/portal/");
        using HttpResponseMessage second = await GetAsync("/portal/", ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Head_WhenAsked_HasTheLengthAndNoBody()
    {
        using HttpRequestMessage head = new(HttpMethod.Head, new Uri("/portal/", UriKind.Relative));
        using HttpResponseMessage answer = await service.Http.SendAsync(head);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Content.Headers.ContentLength > 0);
    }

    [Theory]
    [InlineData("/portal/assets/gone.js")]
    [InlineData("/portal/favicon.ico")]
    [InlineData("/portal/assets/../../appsettings.json")]
    public async Task File_WhenThereIsNone_IsAProblem(string path)
    {
        using HttpResponseMessage answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/portal", null, "portal/")]
    [InlineData("/", "text/html,application/xhtml+xml", "portal/")]
    [InlineData("/", "*/*", null)]
    [InlineData("/?Action=ListQueues&AWSAccessKeyId=any&Signature=any", "text/html", null)]
    public async Task Root_WhenABrowserAsks_LeadsToThePortal(string path, string? accept, string? location)
    {
        using SocketsHttpHandler handler = new() { AllowAutoRedirect = false };
        using HttpClient http = new(handler) { BaseAddress = service.Address };
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        using HttpResponseMessage answer = await http.SendAsync(request);
        Assert.Equal(location is null ? HttpStatusCode.OK : HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(location, answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Page_WhenAnotherSiteLinksToIt_IsShownAndItsCallsStayGuarded()
    {
        using HttpResponseMessage page = await GetAsync("/portal/", ("Sec-Fetch-Site", "cross-site"), ("Host", "evil.example"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using HttpResponseMessage call = await GetAsync("/v1/queues", ("Sec-Fetch-Site", "cross-site"));
        Assert.Equal(HttpStatusCode.Forbidden, call.StatusCode);
        using HttpResponseMessage rebound = await GetAsync("/v1/queues", ("Host", "evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, rebound.StatusCode);
    }

    [Fact]
    public async Task Post_WhenSentToAPage_IsNotThePortals()
    {
        using StringContent nothing = new("");
        using HttpResponseMessage answer = await service.Http.PostAsync(new Uri("/portal/", UriKind.Relative), nothing);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<string> ScriptAsync() => Script().Match(
        await service.Http.GetStringAsync(new Uri("/portal/", UriKind.Relative))).Groups["path"].Value;

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(path, UriKind.Relative));
        foreach ((string name, string value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return await service.Http.SendAsync(request);
    }

    [GeneratedRegex("src=\"(?<path>[^\"]+[.]js)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Script();
}
