using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using QueueService.Tests.Azurite;

namespace QueueService.Tests.Functions.Http;

/// <summary>How the program ends when it is asked to.</summary>
public sealed class StopTests : IDisposable
{
    private const int Waiting = 1_000;
    private const string KeyId = "admin";
    private const string KeySecret = "a-secret-of-whoever-stops-the-program-1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-service-stop");

    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectCallback = ConnectAsync });

    public void Dispose()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Stop_WhenAThousandReceivesWait_AnswersThemEmptyAndEndsWithinFiveSeconds()
    {
        using ServiceProcess service = ServiceProcess.Start(
            [
                "--Storage:Kind=Local", $"--Storage:Path={_folder.FullName}", "--urls=http://127.0.0.1:0",
                "--Logging:LogLevel:Microsoft.AspNetCore.Routing.EndpointMiddleware=Information",
            ]);
        await StopsAsync(service);
    }

    /// <summary>With the settings of the container app (infra/mqtt-app.bicep), on an account.</summary>
    [Fact]
    public async Task Stop_WhenAThousandReceivesWaitInAContainer_AnswersThemEmptyAndEndsWithinFiveSeconds()
    {
        await using AzuriteServer account = await AzuriteServer.StartAsync();
        using ServiceProcess service = ServiceProcess.StartIn(
            _folder.FullName,
            [],
            ("urls", "http://*:0"),
            ("Storage__ConnectionString", account.ConnectionString),
            ("Access__Mode", "Keys"),
            ("Access__AdminKey", $"{KeyId}:{KeySecret}"),
            ("Access__MasterKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))),
            ("Logging__LogLevel__Microsoft.AspNetCore.Routing.EndpointMiddleware", "Information"));
        await StopsAsync(service);
    }

    private async Task StopsAsync(ServiceProcess service)
    {
        using HttpClient watched = await service.ConnectAsync();
        _http.BaseAddress = new UriBuilder("http", "127.0.0.1", watched.BaseAddress!.Port).Uri;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"{KeyId}.{KeySecret}");
        await ServiceProcess.CallAsync(_http, "PUT", "/v1/queues/one", "{}");
        await ServiceProcess.CallAsync(_http, "PUT", "/v1/queues/many", """{"partitions":4}""");
        Task<string>[] waiting =
        [
            .. Enumerable.Range(0, Waiting).Select(n => ReceiveAsync(n % 2 == 0 ? "one" : "many")),
        ];
        await service.UntilSaidAsync(Waiting, "Executing endpoint", "/messages/receive");
        await ServiceProcess.CallAsync(
            _http, "POST", "/v1/queues/one/messages", """{"messages":[{"body":"handed out"}]}""");

        long asked = Stopwatch.GetTimestamp();
        await service.TerminateAsync();
        (int code, string errors) = await service.ExitAsync();
        TimeSpan took = Stopwatch.GetElapsedTime(asked);

        Assert.Equal((0, ""), (code, errors));
        string[] answers = await Task.WhenAll(waiting).WaitAsync(Patience);
        Assert.Single(answers, answer => answer.Contains("handed out", StringComparison.Ordinal));
        Assert.Equal(
            Waiting - 1, answers.Count(answer => answer.Contains("\"messages\":[]", StringComparison.Ordinal)));
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private async Task<string> ReceiveAsync(string queue)
    {
        using StringContent body = new("""{"waitSeconds":20}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await _http.PostAsync(
            new Uri($"/v1/queues/{queue}/messages/receive", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>From several addresses of this machine, each of which may have so many connections only.</summary>
    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse($"127.0.0.{Random.Shared.Next(2, 20)}"), 0));
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
