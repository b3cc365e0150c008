using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QueueService.Functions.Sqs;
using QueueService.Tests.Functions.Sqs.Signing;

namespace QueueService.Tests.Functions.Access;

/// <summary>Every call with a key of every role, with keys that may do nothing here, and with none.</summary>
public sealed class RoleTests(RoleKeys keys) : IClassFixture<RoleKeys>
{
    public static TheoryData<string> RestCalls =>
        new(RoleTable.Rest.Where(call => call.Roles is not "own").Select(call => $"{call.Method} {call.Route}"));

    public static TheoryData<string> SqsCalls => new(RoleTable.Sqs.Select(call => call.Action));

    [Fact]
    public void Table_WhenAnEndpointIsMapped_ListsIt()
    {
        IEnumerable<string> mapped = keys.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Select(endpoint =>
                $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText}");
        Assert.Equal(
            RoleTable.Rest.Select(call => $"{call.Method} {call.Route}").Order(StringComparer.Ordinal),
            mapped.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Table_WhenAnSqsActionIsThere_ListsIt()
    {
        Assert.Equal(RoleTable.Sqs.Select(call => call.Action), SqsNeeds.Actions.Order(StringComparer.Ordinal));
        Assert.All(SqsNeeds.Actions, action => Assert.NotNull(SqsActions.Find(action, isAtQueue: false)));
    }

    [Theory]
    [MemberData(nameof(RestCalls))]
    public async Task Rest_WhenCalledByEveryRole_LetsInThoseOfTheTable(string name)
    {
        (string method, string route, string? json, string roles) = RoleTable.OfRest(name);
        foreach (string role in RoleTable.Roles)
        {
            string path = await PathAsync(route);
            (int status, JsonElement body) = await keys.CallAsync(keys.Of(role), method, path, json);
            Check(RoleTable.Allows(roles, role), status, $"{role}: {method} {path} gave {status} {body}");
        }

        bool isForAnybody = roles is "*" or "open";
        foreach (string stranger in RoleKeys.Strangers)
        {
            string path = await PathAsync(route);
            (int status, JsonElement body) = await keys.CallAsync(keys.Of(stranger), method, path, json);
            Check(isForAnybody, status, $"{stranger}: {method} {path} gave {status} {body}");
        }

        (int without, _) = await keys.CallAsync((ShownKey?)null, method, await PathAsync(route), json);
        Assert.Equal(roles is not "open", without == 401);
    }

    [Theory]
    [MemberData(nameof(RestCalls))]
    public async Task Head_WhenCalledByEveryRole_NeedsWhatGetNeeds(string name)
    {
        (string method, string route, _, string roles) = RoleTable.OfRest(name);
        // The library that writes the document takes GET alone.
        if (method is not "GET" || route.StartsWith("/openapi", StringComparison.Ordinal))
            return;
        foreach (string role in RoleTable.Roles)
        {
            (int status, _) = await keys.CallAsync(keys.Of(role), "HEAD", await PathAsync(route));
            Check(RoleTable.Allows(roles, role), status, $"{role}: HEAD {route} gave {status}");
        }

        (int without, _) = await keys.CallAsync((ShownKey?)null, "HEAD", await PathAsync(route));
        Assert.Equal(roles is not "open", without == 401);
    }

    [Theory]
    [MemberData(nameof(SqsCalls))]
    public async Task Sqs_WhenCalledByEveryRole_LetsInThoseOfTheTable(string action)
    {
        (string input, string roles) = RoleTable.OfSqs(action);
        foreach (string role in RoleTable.Roles)
        {
            (int status, string body) = await SqsAsync(keys.Of(role), action, await InputAsync(input));
            bool denied = body.Contains("AccessDenied", StringComparison.Ordinal);
            Check(RoleTable.Allows(roles, role), denied ? status : 200, $"{role}: {action} gave {status} {body}");
        }

        foreach (string stranger in RoleKeys.Strangers)
        {
            (int status, string body) = await SqsAsync(keys.Of(stranger), action, await InputAsync(input));
            bool denied = status == 403 && body.Contains("AccessDenied", StringComparison.Ordinal);
            Assert.True(denied == roles is not "*", $"{stranger}: {action} gave {status} {body}");
        }
    }

    [Theory]
    [MemberData(nameof(SqsCalls))]
    public async Task Sqs_WhenTheQueueIsNotThere_DeniesInTheSameWords(string action)
    {
        (string input, string roles) = RoleTable.OfSqs(action);
        if (roles is "*")
            return;
        string there = await InputAsync(input);
        string name = keys.LastQueue;
        (int status, string body) = await SqsAsync(keys.Of("nobody"), action, there);
        string absent = input.Contains("TASK", StringComparison.Ordinal)
            ? Task("absent")
            : there.Replace(name, "absent", StringComparison.Ordinal);
        (int absentStatus, string absentBody) = await SqsAsync(keys.Of("nobody"), action, absent);
        Assert.Equal((status, body.Replace(name, "absent", StringComparison.Ordinal)), (absentStatus, absentBody));
    }

    [Theory]
    [MemberData(nameof(RestCalls))]
    public async Task Rest_WhenTheQueueIsNotThere_DeniesInTheSameWords(string name)
    {
        (string method, string route, string? body, _) = RoleTable.OfRest(name);
        if (!route.Contains('{', StringComparison.Ordinal))
            return;
        string path = await PathAsync(route);
        (int status, JsonElement answer) = await keys.CallAsync(keys.Of("nobody"), method, path, body);
        (int absentStatus, JsonElement absentAnswer) = await keys.CallAsync(
            keys.Of("nobody"), method, path.Replace(keys.LastQueue, "absent", StringComparison.Ordinal), body);
        Assert.Equal((status, answer.ToString()), (absentStatus, absentAnswer.ToString()));
    }

    private static void Check(bool isAllowed, int status, string what)
    {
        Assert.True(status is not 401, what);
        Assert.True(isAllowed == (status != 403), what);
    }

    private async Task<string> PathAsync(string route)
    {
        string queue = await keys.NewQueueAsync();
        if (route.Contains("{exchange}", StringComparison.Ordinal))
            await keys.OkAsync(KeyedService.Admin, "PUT", $"/v1/exchanges/{queue}", """{"type":"fanout"}""");
        string path = route
            .Replace("{queue}", queue, StringComparison.Ordinal)
            .Replace("{exchange}", queue, StringComparison.Ordinal)
            .Replace("{bindingId}", RoleTable.BindingId, StringComparison.Ordinal)
            .Replace("{taskId}", $"{queue}.00", StringComparison.Ordinal)
            .Replace("{messageId:guid}", RoleTable.MessageId, StringComparison.Ordinal)
            .Replace("{documentName}", "v1", StringComparison.Ordinal);
        if (!path.Contains("{id}", StringComparison.Ordinal))
            return path;
        JsonElement key = await keys.OkAsync(KeyedService.Admin, "POST", "/v1/keys", """{"name":"of the table"}""");
        return path.Replace("{id}", key.GetProperty("id").GetString(), StringComparison.Ordinal);
    }

    private async Task<string> InputAsync(string input)
    {
        string queue = await keys.NewQueueAsync();
        if (input.Contains("TASK", StringComparison.Ordinal))
            return Task(queue);
        return input
            .Replace("URL", $"{keys.Address}000000000000/{queue}", StringComparison.Ordinal)
            .Replace("ARN", $"arn:aws:sqs:eu-west-1:000000000000:{queue}", StringComparison.Ordinal)
            .Replace("NAME", queue, StringComparison.Ordinal);
    }

    private static string Task(string queue)
    {
        string handle = $$"""{"taskId":"{{queue}}.00","sourceArn":"arn:aws:sqs:eu-west-1:000000000000:{{queue}}"}""";
        return $$"""{"TaskHandle":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(handle))}}"}""";
    }

    private async Task<(int Status, string Body)> SqsAsync(ShownKey key, string action, string json)
    {
        byte[] body = Encoding.UTF8.GetBytes(json);
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/", UriKind.Relative));
        request.Headers.Add("X-Amz-Target", "AmazonSQS." + action);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        new TestSigner(key.Id, key.Secret).Sign(request, keys.Address, body);
        using HttpResponseMessage response = await keys.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
