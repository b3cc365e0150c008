using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QueueService.Tests.Functions.Http;
using QueueService.Tests.Secrets;
using KeyedService = QueueService.Tests.Functions.Access.KeyedService;

namespace QueueService.Tests.Functions.Secrets;

/// <summary>Secrets are shown on purpose, so that the check of all services is seen to fail.</summary>
public sealed class ServiceWatchTests
{
    private const string Secret = "a+secret/of-this-test=~~~~~???????0123456789";

    public static TheoryData<string> Forms => new(
        Secret,
        "cut off: a+secret/of-this-",
        Secret.ToUpperInvariant(),
        Uri.EscapeDataString(Secret),
        JsonSerializer.Serialize(Secret),
        Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)),
        Basic("i"),
        Basic("id"),
        Basic("ids"),
        Basic("ids").Replace('+', '-').Replace('/', '_').TrimEnd('='));

    [Theory]
    [MemberData(nameof(Forms))]
    public void Log_WhenASecretIsInALine_FailsAndDoesNotShowIt(string form)
    {
        ServiceWatch watch = new("the service");
        watch.Know(["--Access:AdminKey", $"admin:{Secret}"]);
        watch.Log("before");
        watch.Log($"in front {form} behind");
        string message = Assert.Throws<SecretShownException>(watch.AssertNoSecretWasSaid).Message;
        Assert.Contains("The log of the service", message, StringComparison.Ordinal);
        Assert.Contains("in front", message, StringComparison.Ordinal);
        Assert.Contains("[secret: Access:AdminKey]", message, StringComparison.Ordinal);
        Assert.DoesNotContain(form, message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Access__MasterKey", "{0}")]
    [InlineData("Access__PreviousMasterKey", "{0}")]
    [InlineData("Storage__ConnectionString", "AccountName=a;AccountKey={0};BlobEndpoint=http://x")]
    [InlineData("AzureWebJobsStorage", "SharedAccessSignature={0};BlobEndpoint=http://x")]
    public void Log_WhenASettingIsSecret_FailsForItsBytesToo(string name, string value)
    {
        byte[] bytes = Guid.NewGuid().ToByteArray();
        ServiceWatch watch = new("the service");
        watch.Know([], [KeyValuePair.Create(name, string.Format(null, value, Convert.ToBase64String(bytes)))]);
        watch.Log(Convert.ToHexString(bytes));
        Assert.Throws<SecretShownException>(watch.AssertNoSecretWasSaid);
    }

    [Fact]
    public void Log_WhenNoSecretIsInIt_IsGood()
    {
        ServiceWatch watch = new("the service");
        watch.Know(["--Access:AdminKey", $"admin:{Secret}"]);
        watch.Log("Listening on http://127.0.0.1, key admin, a+secret");
        watch.Error("GET /", "404");
        watch.AssertNoSecretWasSaid();
    }

    [Theory]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Know_WhenASecretIsLikeOtherText_RefusesToLookForIt(string secret) =>
        Assert.Throws<ArgumentException>(() => new ServiceWatch("the service").Know([$"--Access:AdminKey=admin:{secret}"]));

    [Fact]
    public async Task Dispose_WhenASecretWasLoggedBeforeItWasKnown_FailsForItsTests()
    {
        KeyedService service = await StartAsync();
        string later = $"{Guid.NewGuid():N}";
        ILogger logger = service.Services.GetRequiredService<ILoggerFactory>().CreateLogger("QueueService.Any");
        logger.Log(LogLevel.Trace, default, later, null, (line, _) => line);
        KnownSecrets.Add("learned later", later);
        SecretShownException shown = await Assert.ThrowsAsync<SecretShownException>(service.DisposeAsync);
        Assert.Contains("QueueService.Any: Trace: [secret: learned later]", shown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WhenAnErrorShowsTheSecretOfAKey_FailsAtOnce()
    {
        KeyedService service = await StartAsync();
        JsonElement key = await service.OkAsync(KeyedService.Admin, "POST", "/v1/keys", """{"name":"any"}""");
        JsonElement rotated = await service.OkAsync(
            KeyedService.Admin, "POST", $"/v1/keys/{TestService.Text(key, "id")}/rotate");
        foreach (JsonElement made in (JsonElement[])[key, rotated])
        {
            // A problem names what it does not know: here it is made to name the secret.
            await Assert.ThrowsAsync<SecretShownException>(() => service.CallAsync(
                KeyedService.Admin, "GET", $"/v1/queues?{TestService.Text(made, "secret")}=1"));
        }

        await Assert.ThrowsAsync<SecretShownException>(service.DisposeAsync);
    }

    [Fact]
    public async Task Relay_WhenAnAnswerShowsASecret_Fails()
    {
        KeyedService service = await StartAsync();
        WatchedRelay relay = WatchedRelay.Start(service.Watch, service.Address);
        using (HttpClient http = new() { BaseAddress = relay.Address })
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", $"{KeyedService.AdminId}.{KeyedService.AdminSecret}");
            await http.GetAsync(new Uri($"/v1/queues?{KeyedService.AdminSecret}=1", UriKind.Relative));
        }

        await Assert.ThrowsAsync<SecretShownException>(() => relay.DisposeAsync().AsTask());
        await Assert.ThrowsAsync<SecretShownException>(service.DisposeAsync);
    }

    private static string Basic(string id) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{Secret}"));

    private static async Task<KeyedService> StartAsync()
    {
        KeyedService service = new();
        await service.InitializeAsync();
        return service;
    }
}
