using System.Net.Http.Headers;
using System.Text;

namespace QueueService.Tests.Functions.Access;

public sealed class BearerTests(KeyedService service) : IClassFixture<KeyedService>
{
    private const string Path = "/v1/queues/q";

    [Fact]
    public async Task Call_WhenNoKeyIsShown_IsRefusedAndSaysHow()
    {
        using HttpResponseMessage response = await service.Http.GetAsync(new Uri(Path, UriKind.Relative));
        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        await service.RefusedAsync(401, "MissingKey", null, "GET", Path);
    }

    [Theory]
    [InlineData("admin", "wrong")]
    [InlineData("admin", "")]
    [InlineData("nobody", KeyedService.AdminSecret)]
    [InlineData("ADMIN", KeyedService.AdminSecret)]
    [InlineData("admin", KeyedService.AdminSecret + "x")]
    [InlineData("../../keys", KeyedService.AdminSecret)]
    public async Task Call_WhenTheKeyIsWrong_IsRefusedInTheSameWords(string id, string secret) =>
        await service.RefusedAsync(401, "InvalidKey", new ShownKey(id, secret), "GET", Path);

    [Fact]
    public async Task Call_WhenTheKeyIsRight_IsCarriedOut()
    {
        string queue = await service.NewQueueAsync();
        await service.OkAsync(KeyedService.Admin, "GET", $"/v1/queues/{queue}");
    }

    [Theory]
    [InlineData("admin:" + KeyedService.AdminSecret, 404)]
    [InlineData("admin:wrong", 401)]
    [InlineData("admin", 401)]
    [InlineData(":", 401)]
    public async Task Call_WhenBasicIsUsed_TakesTheSameKeys(string user, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Get_WhenItTellsOnlyThatTheServiceRuns_NeedsNoKey(string path) =>
        await service.OkAsync(null, "GET", path);
}
