using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using QueueService.Tests.Azurite;

namespace QueueService.Tests.Functions.Http;

/// <summary>Starts of the program by itself while its storage account is not there, or does not let it in.</summary>
public sealed class PatientStartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-service-start");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Start_WhenTheAccountDoesNotAnswer_ListensAndSaysWhyUntilItDoes()
    {
        await using AzuriteServer account = await AzuriteServer.StartAsync();
        await using LateAccount blobs = new();
        await using LateAccount tables = new();
        using ServiceProcess service = Start(AzuriteServer.ConnectionStringTo(
            blobs.InsteadOf(account.BlobEndpoint), tables.InsteadOf(account.TableEndpoint)));
        using HttpClient http = await service.ConnectAsync();
        JsonElement problem = default;
        await UntilAsync(async () =>
        {
            problem = await RefusalAsync(http, HttpMethod.Get, "/readyz");
            return problem.GetProperty("detail").GetString()!.Contains("NoConnection", StringComparison.Ordinal);
        });
        Assert.Contains(
            "Storage request to table 'qs", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        using (HttpResponseMessage alive = await http.GetAsync(new Uri("/healthz", UriKind.Relative)))
            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        using (HttpResponseMessage portal = await http.GetAsync(new Uri("/portal/", UriKind.Relative)))
            Assert.Equal(HttpStatusCode.OK, portal.StatusCode);
        problem = await RefusalAsync(http, HttpMethod.Put, "/v1/queues/q");
        Assert.Equal("StorageUnavailable", problem.GetProperty("code").GetString());

        blobs.Open(account.BlobEndpoint);
        tables.Open(account.TableEndpoint);
        await UntilAsync(async () =>
        {
            using HttpResponseMessage ready = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
            return ready.StatusCode == HttpStatusCode.OK;
        });
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
        await service.TerminateAsync();
        Assert.Equal((0, ""), await service.ExitAsync());
    }

    [Fact]
    public async Task Start_WhenItIsStoppedWhileItWaits_EndsAtOnce()
    {
        await using LateAccount nobody = new();
        Uri nowhere = nobody.InsteadOf(new Uri($"http://127.0.0.1/{AzuriteServer.AccountName}"));
        using ServiceProcess service = Start(AzuriteServer.ConnectionStringTo(nowhere, nowhere));
        using HttpClient http = await service.ConnectAsync();
        await RefusalAsync(http, HttpMethod.Get, "/readyz");
        await service.TerminateAsync();
        Assert.Equal((0, ""), await service.ExitAsync());
    }

    [Fact]
    public async Task Start_WhenTheKeyIsWrong_SaysSoInOneLineAndExitsWith3()
    {
        await using WebApplication account = WebApplication.CreateSlimBuilder().Build();
        account.Urls.Add("http://127.0.0.1:0");
        account.Run(context =>
        {
            // The emulator answers with the code of a missing role.
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.Headers["x-ms-error-code"] = "AuthenticationFailed";
            return Task.CompletedTask;
        });
        await account.StartAsync();
        Uri endpoint = new(new Uri(account.Urls.Single()), AzuriteServer.AccountName);
        using ServiceProcess service = Start(AzuriteServer.ConnectionStringTo(endpoint, endpoint));
        (int code, string errors) = await service.ExitAsync();
        Assert.Equal(3, code);
        Assert.Contains(
            "check the key or signature in Storage:ConnectionString",
            Assert.Single(errors.TrimEnd().Split('\n')),
            StringComparison.Ordinal);
    }

    private ServiceProcess Start(string connectionString) => ServiceProcess.StartIn(
        _folder.FullName, ["--urls=http://127.0.0.1:0"], ("Storage__ConnectionString", connectionString));

    private static async Task<JsonElement> RefusalAsync(HttpClient http, HttpMethod method, string path)
    {
        using HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative));
        using HttpResponseMessage answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
        using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(2));
        while (!await isSo())
            await timer.WaitForNextTickAsync(deadline.Token);
    }
}
