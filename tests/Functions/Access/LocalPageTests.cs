using System.Text.Json;
using Microsoft.AspNetCore.Http;
using QueueService.Access;
using QueueService.Functions.Access;
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
    [InlineData(null, null, "evil.example:7071", 403)]
    [InlineData(null, null, "0.0.0.0:7071", 403)]
    [InlineData(null, null, "notlocalhost:7071", 403)]
    [InlineData(null, null, "127.0.0.1.evil.example", 403)]
    [InlineData(null, null, "LOCALHOST:7071", 200)]
    [InlineData(null, null, "queues.localhost", 200)]
    [InlineData(null, null, "127.1.2.3", 200)]
    [InlineData(null, null, "[::1]:7071", 200)]
    [InlineData(null, null, "host.docker.internal:7071", 200)]
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

    [Fact]
    public async Task Call_WhenAPageHadItsNamePointHere_ChangesNothing()
    {
        string path = await service.CreateQueueAsync();
        string query = $"/?Action=DeleteQueue&QueueUrl={path.Split('/')[^1]}";
        foreach (string address in (string[])[query, $"{path}/messages"])
        {
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri(address, UriKind.Relative));
            request.Headers.Host = "evil.example:7071";
            using HttpResponseMessage response = await service.Http.SendAsync(request);
            Assert.Equal(403, (int)response.StatusCode);
            Assert.Contains("Set PublicUrl", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await service.OkAsync("GET", path);
    }

    [Theory]
    [InlineData("", 403)]
    [InlineData("&AWSAccessKeyId=any&Signature=any", 200)]
    public async Task Get_WhenItChangesSomething_MustBringWhatASignatureHas(string more, int status)
    {
        string name = (await service.CreateQueueAsync()).Split('/')[^1];
        Uri get = new($"/?Action=DeleteQueue&QueueUrl={name}{more}", UriKind.Relative);
        using HttpResponseMessage response = await service.Http.GetAsync(get);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 403 ? 200 : 404, (await service.CallAsync("GET", $"/v1/queues/{name}")).Status);
    }

    [Fact]
    public async Task Call_WhenAClientOfSqsUsesANameOfItsOwn_IsToldInItsProtocol()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/", UriKind.Relative));
        request.Content = new StringContent("{}", new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-amz-json-1.0"));
        request.Headers.Add("X-Amz-Target", "AmazonSQS.ListQueues");
        request.Headers.Host = "queue:7071";
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        Assert.Equal(403, (int)response.StatusCode);
        Assert.Equal("AccessDenied;Sender", response.Headers.GetValues("x-amzn-query-error").Single());
        JsonElement body = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        Assert.Contains("Set PublicUrl", TestService.Text(body, "message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("queue:7071", true)]
    [InlineData("QUEUE", true)]
    [InlineData("localhost", true)]
    [InlineData("", true)]
    [InlineData("queue.evil.example", false)]
    public void Check_WhenThereIsAPublicUrl_LetsItsHostIn(string host, bool isAllowed)
    {
        LocalGuard guard = new([], new Uri("http://queue:7071/base"));
        DefaultHttpContext context = new();
        context.Request.Headers.Host = host;
        if (isAllowed)
            guard.Check(context.Request);
        else
            Assert.Throws<AccessException>(() => guard.Check(context.Request));
    }
}
