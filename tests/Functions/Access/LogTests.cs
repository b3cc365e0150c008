using System.Text;
using System.Text.Json;
using QueueService.Tests.Functions.Http;
using QueueService.Tests.Functions.Sqs.Signing;
using QueueService.Tests.Secrets;

namespace QueueService.Tests.Functions.Access;

/// <summary>What is written down; that no secret is, is checked of every service that a test starts.</summary>
public sealed class LogTests(KeyedService service) : IClassFixture<KeyedService>
{
    private const string Audit = "QueueService.Audit";

    [Fact]
    public async Task Audit_WhenSomethingIsManaged_NamesKeyActionQueueAndOutcome()
    {
        string queue = await service.NewQueueAsync();
        await service.OkAsync(KeyedService.Admin, "POST", $"/v1/queues/{queue}/purge");
        Assert.Contains(
            "POST /v1/queues/{queue}/purge on " + queue + " by key admin from 127.0.0.1: 204",
            Assert.Single(service.Lines.Of(Audit, $"purge on {queue}")),
            StringComparison.Ordinal);
        await service.RefusedAsync(
            409, "QueueExists", KeyedService.Admin, "PUT", $"/v1/queues/{queue}", """{"delaySeconds":1}""");
        Assert.Contains(service.Lines.Of(Audit, $"on {queue} by"), line => line.Contains("QueueExists", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Audit_WhenACallIsRefused_NamesTheCodeThatItWasAnswered()
    {
        string queue = await service.NewQueueAsync();
        await service.RefusedAsync(
            400, "InvalidSetting", KeyedService.Admin, "PATCH", $"/v1/queues/{queue}", """{"delaySeconds":-1}""");
        Assert.Contains(": InvalidSetting", Assert.Single(service.Lines.Of(Audit, $"PATCH /v1/queues/{{queue}} on {queue}")), StringComparison.Ordinal);
        await service.RefusedAsync(404, "KeyNotFound", KeyedService.Admin, "DELETE", "/v1/keys/nobody");
        Assert.Contains(": KeyNotFound", Assert.Single(service.Lines.Of(Audit, "on nobody by")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_WhenAKeyIsDenied_NamesIt()
    {
        ShownKey key = await service.NewKeyOfRoleAsync("viewer");
        string queue = await service.NewQueueAsync();
        await service.RefusedAsync(403, "AccessDenied", key, "DELETE", $"/v1/queues/{queue}");
        Assert.Contains(
            $"Refused DELETE /v1/queues/{{queue}} on {queue} to key {key.Id} from 127.0.0.1: AccessDenied",
            Assert.Single(service.Lines.Of(Audit, $"on {queue} to")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_WhenSomethingIsManagedOrDenied_CanBeListed()
    {
        ShownKey key = await service.NewKeyOfRoleAsync("viewer");
        string queue = await service.NewQueueAsync();
        await service.OkAsync(KeyedService.Admin, "POST", $"/v1/queues/{queue}/messages", """{"messages":[{"body":"x"}]}""");
        await service.OkAsync(KeyedService.Admin, "GET", $"/v1/queues/{queue}/messages");
        await service.OkAsync(KeyedService.Admin, "POST", $"/v1/queues/{queue}/purge");
        await service.RefusedAsync(403, "AccessDenied", key, "DELETE", $"/v1/queues/{queue}");
        JsonElement audit = await service.OkAsync(KeyedService.Admin, "GET", $"/v1/audit?queue={queue}");
        JsonElement[] entries = [.. audit.GetProperty("entries").EnumerateArray()];
        Assert.Equal(
            [
                $"{key.Id} DELETE /v1/queues/{{queue}} AccessDenied", "admin POST /v1/queues/{queue}/purge 204",
                "admin PUT /v1/queues/{queue} 201",
            ],
            entries.Select(entry => string.Join(
                ' ',
                new[] { "key", "action", "outcome" }.Select(name => entry.GetProperty(name).GetString()))));
        Assert.All(entries, entry => Assert.Equal(queue, entry.GetProperty("queue").GetString()));
        audit = await service.OkAsync(KeyedService.Admin, "GET", "/v1/audit?action=keys&limit=1");
        Assert.False(audit.GetProperty("entries")[0].TryGetProperty("queue", out _));
    }

    [Fact]
    public async Task Audit_WhenARedriveIsStopped_SaysByWhomAndOfWhichQueue()
    {
        ShownKey key = await service.NewKeyOfRoleAsync("viewer");
        string queue = await service.NewQueueAsync();
        string task = TestService.Text(
            await service.OkAsync(KeyedService.Admin, "POST", $"/v1/queues/{queue}/redrive"), "taskId");
        await service.OkAsync(key, "GET", $"/v1/redrives/{task}");
        await service.RefusedAsync(403, "AccessDenied", key, "DELETE", $"/v1/redrives/{task}");
        await service.OkAsync(KeyedService.Admin, "DELETE", $"/v1/redrives/{task}");
        JsonElement audit = await service.OkAsync(KeyedService.Admin, "GET", $"/v1/audit?queue={queue}&action=redrives");
        Assert.Equal(
            ["admin 200", $"{key.Id} AccessDenied"],
            audit.GetProperty("entries").EnumerateArray().Select(
                entry => $"{TestService.Text(entry, "key")} {TestService.Text(entry, "outcome")}"));
    }

    /// <summary>Every key may send such calls, and so could have all else pushed out.</summary>
    [Fact]
    public async Task Audit_WhenACallNamesNoQueue_KeepsNothing()
    {
        ShownKey key = await service.NewKeyOfRoleAsync("sender");
        await service.RefusedAsync(400, "InvalidQueueName", key, "POST", "/v1/queues/a%20b/purge");
        await service.RefusedAsync(404, "RedriveNotFound", key, "DELETE", "/v1/redrives/nothing");
        Assert.Empty(service.Lines.Of(Audit, $"by key {key.Id} "));
        JsonElement audit = await service.OkAsync(KeyedService.Admin, "GET", $"/v1/audit?key={key.Id}");
        Assert.Empty(audit.GetProperty("entries").EnumerateArray());
    }

    [Fact]
    public async Task Requests_WhenAskedFor_NamesEachCall()
    {
        string queue = await service.NewQueueAsync();
        await service.OkAsync(KeyedService.Admin, "POST", $"/v1/queues/{queue}/messages", """{"messages":[{"body":"x"}]}""");
        Assert.Single(await service.Lines.AwaitAsync("QueueService.Requests", $"messages on {queue}"));
        byte[] body = Encoding.UTF8.GetBytes($"Action=PurgeQueue&QueueUrl={queue}");
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/", UriKind.Relative));
        request.Content = new ByteArrayContent(body);
        new TestSigner(KeyedService.AdminId, KeyedService.AdminSecret).Sign(request, service.Address, body);
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Single(await service.Lines.AwaitAsync(Audit, $"PurgeQueue on {queue} by key admin"));
        Assert.Single(await service.Lines.AwaitAsync("QueueService.Requests", $"PurgeQueue on {queue}"));
    }

    [Fact]
    public async Task Audit_WhenASecretIsShownAsAnId_DoesNotKeepIt()
    {
        ShownKey key = await service.NewKeyOfRoleAsync("viewer");
        await service.RefusedAsync(401, "InvalidKey", new ShownKey(key.Secret, key.Id), "GET", "/v1/queues");
        Assert.NotEmpty(service.Lines.Of(Audit, "to key ? from"));
        JsonElement keys = await service.OkAsync(KeyedService.Admin, "GET", "/v1/keys");
        KnownSecrets.AssertNoneIn("The list of keys", keys.ToString());
    }
}
