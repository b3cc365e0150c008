using System.Net;
using System.Text.Json;
using QueueService.Functions.Hosting;
using QueueService.Storage.Local;

namespace QueueService.Tests.Functions.Http;

/// <summary>The program on a store whose feature level is higher than it can read.</summary>
public sealed class OlderProgramTests : IAsyncLifetime
{
    private const string Sentence =
        "The store is at feature level 99, and this instance reads no more than level 4; upgrade this instance.";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-service-test");

    private string[] Arguments => ["--Storage:Kind=Local", $"--Storage:Path={_folder.FullName}", "--urls=http://127.0.0.1:0"];

    public async Task InitializeAsync()
    {
        await using LocalStore store = new(new LocalStoreOptions(_folder.FullName));
        await store.InitializeAsync(CancellationToken.None);
        await store.Documents.CreateAsync("service", "feature-level", new byte[] { 1, 99 }, CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Start_WhenTheStoreIsNewer_SaysSoInOneLineAndExitsWith3()
    {
        using ServiceProcess process = ServiceProcess.Start(Arguments);
        (int code, string errors) = await process.ExitAsync();
        Assert.Equal((3, Sentence), (code, errors.Trim()));
    }

    [Fact]
    public async Task Start_WhenTheStoreIsNewerBehindTheFunctionsHost_ListensAndServesNothing()
    {
        // Behind the host the keys come from the environment; here from where any setting may come.
        await using RunningService service = await ServiceHost.StartAsync(
            [.. Arguments, "--Access:AdminKey=admin:nobody-will-ever-use-this-key-0123456789"],
            isBehindFunctionsHost: true);
        using HttpClient http = new() { BaseAddress = new Uri(service.App.Urls.Single()) };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/healthz", UriKind.Relative))).StatusCode);
        await WaitForReasonAsync(http);
    }

    /// <summary>The reason is there as soon as the store was looked at.</summary>
    private static async Task WaitForReasonAsync(HttpClient http)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            using HttpResponseMessage response = await http.GetAsync(new Uri("/readyz", UriKind.Relative), deadline.Token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            JsonElement problem = JsonSerializer.Deserialize<JsonElement>(
                await response.Content.ReadAsStringAsync(deadline.Token));
            if (problem.GetProperty("detail").GetString()!.EndsWith(Sentence, StringComparison.Ordinal))
                return;
            await pause.WaitForNextTickAsync(deadline.Token);
        }
    }
}
