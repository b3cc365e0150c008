using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace QueueService.Tests.Functions.Http;

public sealed class ServiceTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Get_WhenServiceRuns_AnswersOk(string path) =>
        Assert.NotEmpty(TestService.Text(await service.OkAsync("GET", path), "status"));

    [Theory]
    [InlineData("/")]
    [InlineData("/?Action=ListQueues")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/metrics")]
    [InlineData("/v1/queues")]
    [InlineData("/v1/redrives")]
    public async Task Head_WhenGetAnswers_AnswersTheSameWithoutABody(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.NotNull(response.Content.Headers.ContentType);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Head_WhenQueueIsThereOrNot_TellsIt()
    {
        string queue = await service.CreateQueueAsync();
        Assert.Equal(200, (await service.CallAsync("HEAD", queue)).Status);
        Assert.Equal(200, (await service.CallAsync("HEAD", $"{queue}/messages")).Status);
        Assert.Equal(404, (await service.CallAsync("HEAD", $"{queue}x")).Status);
        Assert.Equal(405, (await service.CallAsync("HEAD", $"{queue}/purge")).Status);
    }

    [Fact]
    public async Task Metrics_WhenRequestsWereMade_CountsThem()
    {
        await service.OkAsync("GET", "/v1/queues");
        string queue = await service.CreateQueueAsync();
        await service.OkAsync("POST", $"{queue}/purge");
        using HttpResponseMessage response = await service.Http.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal(
            "application/openmetrics-text; version=1.0.0; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        string text = await response.Content.ReadAsStringAsync();
        Assert.EndsWith("# EOF\n", text, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^queue_service_storage_transactions_total \d+$", text);
        Assert.Matches(@"(?m)^queue_service_storage_bytes_written_total \d+$", text);
        Assert.Matches(@"(?m)^queue_service_storage_bytes_read_total \d+$", text);
        Assert.Matches(@"(?m)^process_cpu_seconds_total [\d.]+$", text);
        Assert.Matches(@"(?m)^queue_service_mailbox_wait_seconds_count\{kind=""queue""\} \d+$", text);
        Assert.Matches(@"(?m)^queue_service_commit_commands_sum\{kind=""queue""\} \d+$", text);
        Assert.Matches(@"(?m)^queue_service_receives_waiting \d+$", text);
        Assert.Matches(@"(?m)^queue_service_snapshot_failures_total \d+$", text);
        Assert.Contains(
            "queue_service_http_requests_total{method=\"GET\",route=\"/v1/queues\",status=\"200\"} ", text, StringComparison.Ordinal);
        Assert.All(
            text.TrimEnd('\n').Split('\n'),
            line => Assert.Matches(@"^(# (TYPE|HELP|EOF).*|[a-z_]+(\{.*\})? [\d.]+)$", line));
    }

    [Fact]
    public async Task Answers_WhenGiven_DoNotNameTheServer()
    {
        using HttpResponseMessage response = await service.Http.GetAsync(new Uri("/healthz", UriKind.Relative));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task OpenApi_WhenAsked_DescribesEveryEndpointAndNoOther()
    {
        JsonElement document = await service.OkAsync("GET", "/openapi/v1.json");
        Assert.StartsWith("3.1", TestService.Text(document, "openapi"), StringComparison.Ordinal);
        var described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(call => $"{call.Name.ToUpperInvariant()} {path.Name}"));
        var mapped = service.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(endpoint => !endpoint.RoutePattern.RawText!.StartsWith("/openapi", StringComparison.Ordinal))
            .Where(endpoint => endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null)
            .Select(endpoint =>
                $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText}"
                    .Replace(":guid}", "}", StringComparison.Ordinal));
        Assert.Equal(mapped.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task OpenApi_WhenAskedAgain_IsTheSameBytes()
    {
        using HttpResponseMessage first = await service.Http.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        using HttpResponseMessage again = await service.Http.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(first.Content.Headers.ContentType?.MediaType, again.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(again.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task OpenApi_WhenAsked_GivesRangesParametersAndErrors()
    {
        JsonElement document = await service.OkAsync("GET", "/openapi/v1.json");
        JsonElement schemas = document.GetProperty("components").GetProperty("schemas");
        JsonElement settings = schemas.GetProperty("SettingsBody").GetProperty("properties");
        Assert.Equal(43200, settings.GetProperty("visibilityTimeoutSeconds").GetProperty("maximum").GetDouble());
        Assert.Equal(60, settings.GetProperty("retentionSeconds").GetProperty("minimum").GetDouble());
        Assert.Equal(2, settings.GetProperty("deduplicationScope").GetProperty("enum").GetArrayLength());
        Assert.Equal(100, schemas.GetProperty("SendBody").GetProperty("properties").GetProperty("messages").GetProperty("maxItems").GetInt32());
        JsonElement message = schemas.GetProperty("MessageBody").GetProperty("properties");
        Assert.Equal("date-time", message.GetProperty("enqueuedAt").GetProperty("format").GetString());
        JsonElement get = document.GetProperty("paths").GetProperty("/v1/queues/{queue}").GetProperty("get");
        Assert.Contains(get.GetProperty("parameters").EnumerateArray(), parameter => TestService.Text(parameter, "in") is "path");
        Assert.True(get.GetProperty("responses").GetProperty("404").GetProperty("content").TryGetProperty(
            "application/problem+json", out _));
    }

    [Fact]
    public async Task OpenApi_WhenAsked_TellsWhatEveryCallRefusesOfItsRequest()
    {
        JsonElement document = await service.OkAsync("GET", "/openapi/v1.json");
        var calls = document.GetProperty("paths").EnumerateObject()
            .Where(path => path.Name.StartsWith("/v1/", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject().Select(call => (Name: $"{call.Name} {path.Name}", call.Value)))
            .ToList();
        Assert.NotEmpty(calls);
        foreach ((string name, JsonElement call) in calls)
        {
            string[] expected = call.TryGetProperty("requestBody", out _) ? ["400", "413", "415"] : ["400"];
            var told = call.GetProperty("responses").EnumerateObject().Select(answer => answer.Name);
            Assert.True(told.Intersect(expected).Count() == expected.Length, $"{name}: {string.Join(", ", told)}");
        }
    }
}
