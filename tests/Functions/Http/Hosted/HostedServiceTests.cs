using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QueueService.Tests.Functions.Http.Hosted;

/// <summary>What is different behind the Functions host.</summary>
[Collection(HostedCollection.Name)]
public sealed class HostedServiceTests(HostedTestService service)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Get_WhenServiceRuns_AnswersOk(string path) =>
        Assert.NotEmpty(TestService.Text(await service.OkAsync("GET", path), "status"));

    [Fact]
    public async Task Maintenance_WhenTheTimerCalls_IsAnsweredAsTheHostDemands() => await service.CallTimerAsync("maintenance");

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task Maintenance_WhenTheirsIsThePublic_IsNotThere(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/maintenance", UriKind.Relative));
        request.Headers.UserAgent.ParseAdd("Azure-Functions-Host/4.1052.200");
        request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task QueueUrl_WhenThePublicNamesAHost_IsOfTheHostThatPassedItOn()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/", UriKind.Relative));
        request.Headers.Add("X-Amz-Target", "AmazonSQS.CreateQueue");
        request.Headers.Add("X-Forwarded-Host", "elsewhere.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Content = JsonContent.Create(
            new JsonObject { ["QueueName"] = $"q{Guid.NewGuid():N}" }, mediaType: new("application/x-amz-json-1.0"));
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.StartsWith(service.Address.AbsoluteUri, TestService.Text(answer, "QueueUrl"), StringComparison.Ordinal);
    }
}
