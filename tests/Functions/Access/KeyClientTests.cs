using System.Text.Json;
using QueueService.Tests.Azurite;
using QueueService.Tests.Functions.Http;
using QueueService.Tests.Functions.Sqs.Clients;
using QueueService.Tests.Secrets;

namespace QueueService.Tests.Functions.Access;

/// <summary>Unmodified clients of SQS with right, wrong, unknown, expired, revoked and disabled keys.</summary>
public sealed class KeyClientTests(KeyedService service) : IClassFixture<KeyedService>
{
    [Fact]
    public async Task JavaScript_WhenKeysAreOfAllKinds_SeesTheErrorsOfAws()
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(5));
        await NpmFolder.EnsureAsync(ClientProgram.Folder, deadline.Token);
        await RunAsync("node", "keys.js");
    }

    [DebianFact(DebianPackages.Boto3)]
    public Task Boto3_WhenKeysAreOfAllKinds_SeesTheErrorsOfAws() => RunAsync(ClientProgram.Python, "keys.py");

    private async Task RunAsync(string program, string script)
    {
        string queue = await service.NewQueueAsync();
        ShownKey right = await service.NewKeyAsync(
            $$"""{"name":"right","allow":[{"actions":["send","receive"],"queues":["{{queue}}"]}]}""");
        ShownKey revoked = await service.NewKeyOfRoleAsync("admin");
        await service.OkAsync(KeyedService.Admin, "DELETE", $"/v1/keys/{revoked.Id}");
        ShownKey disabled = await service.NewKeyOfRoleAsync("admin");
        await service.OkAsync(KeyedService.Admin, "PATCH", $"/v1/keys/{disabled.Id}", """{"enabled":false}""");
        Dictionary<string, ShownKey> keys = new(StringComparer.Ordinal)
        {
            ["right"] = right,
            ["wrong"] = right with { Secret = "wrong" },
            ["unknown"] = right with { Id = "AKIAIOSFODNN7EXAMPLE" },
            ["revoked"] = revoked,
            ["disabled"] = disabled,
            ["expired"] = await ExpiredAsync(),
        };
        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            ["KEYS"] = JsonSerializer.Serialize(keys),
            ["QUEUE"] = queue,
        };
        await using WatchedRelay relay = WatchedRelay.Start(service.Watch, service.Address);
        using ClientProgram client = ClientProgram.Start(relay.Address, environment, program, script);
        Assert.Equal("ok\n", await client.OutputAsync());
    }

    private async Task<ShownKey> ExpiredAsync()
    {
        string soon = DateTimeOffset.UtcNow.AddSeconds(1).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        ShownKey key = await service.NewKeyAsync($$"""{"name":"short","expiresAt":"{{soon}}"}""");
        await TestService.EventuallyAsync(
            async () => (await service.CallAsync(key, "GET", "/v1/queues")).Body,
            body => body.TryGetProperty("code", out JsonElement code) && code.GetString() is "KeyExpired");
        return key;
    }
}
