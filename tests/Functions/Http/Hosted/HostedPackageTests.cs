using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text.Json;
using QueueService.Tests.Azurite;
using QueueService.Tests.Functions.Access;
using QueueService.Tests.FunctionsHost;
using QueueService.Tests.Secrets;

namespace QueueService.Tests.Functions.Http.Hosted;

/// <summary>The package by itself: what is in it, how it starts, and what it makes of bad days.</summary>
[SupportedOSPlatform("linux")]
public sealed class HostedPackageTests : IAsyncLifetime
{
    private const UnixFileMode NotExecutable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly ShownKey Key = new("hosted", "a-secret-behind-the-functions-host");

    /// <summary>Has the program tell of each request.</summary>
    private static readonly (string Name, string Value) RequestLog =
        ("Logging__LogLevel__Microsoft.AspNetCore.Routing.EndpointMiddleware", "Information");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-service-test");
    private readonly CancellationTokenSource _deadline = new();
    private readonly ServiceWatch _watch = new("the package");
    private readonly List<string> _log = [];
    private string _package = "";

    public async Task InitializeAsync()
    {
        _package = await Package.PublishOnceAsync();

        // Only now: whoever comes first waits for the package, for minutes on a busy machine.
        _deadline.CancelAfter(TimeSpan.FromMinutes(2));
    }

    public Task DisposeAsync()
    {
        _deadline.Dispose();
        _folder.Delete(recursive: true);
        _watch.AssertNoSecretWasSaid();
        return Task.CompletedTask;
    }

    [Fact]
    public void Package_WhenPublished_HasWhatTheHostNeeds()
    {
        foreach (string file in (string[])["host.json", "worker.config.json", "functions.metadata", "extensions.json", "QueueService.dll"])
            Assert.True(File.Exists(Path.Combine(_package, file)), file);
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(_package, ".azurefunctions")));
        Assert.Empty(Directory.EnumerateFiles(_package, "packages.lock.json", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFiles(_package, "local.settings.json", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Package_WhenZippedAndUnpacked_IsSmallEnoughAndServes()
    {
        string zip = Path.Combine(_folder.FullName, "package.zip");
        await ZipFile.CreateFromDirectoryAsync(_package, zip, _deadline.Token);
        Assert.InRange(new FileInfo(zip).Length, 1, 12_000_000);
        string unpacked = Path.Combine(_folder.FullName, "unpacked");
        await ZipFile.ExtractToDirectoryAsync(zip, unpacked, _deadline.Token);
        await ServesAsync(unpacked);
    }

    [Fact]
    public async Task Package_WhenItLostItsExecutableBits_Serves()
    {
        string copy = Copy();
        foreach (string file in Directory.EnumerateFiles(copy))
            File.SetUnixFileMode(file, NotExecutable);
        await ServesAsync(copy);
    }

    [Fact]
    public async Task Worker_WhenKilled_IsStartedAgainAndHasLostNothing()
    {
        await using StandIn host = await StartAsync(_package);
        using HttpClient http = Client(host);
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
        await ServiceProcess.CallAsync(http, "POST", "/v1/queues/q/messages", """{"messages":[{"body":"kept"}]}""");
        using (Process worker = Process.GetProcessById(await host.WorkerProcessAsync()))
        {
            worker.Kill();
            await worker.WaitForExitAsync(_deadline.Token);
        }

        await Eventually.UntilAsync(() => host.ExitCodes.Count == 1);
        JsonElement received = await ServiceProcess.CallAsync(http, "POST", "/v1/queues/q/messages/receive", "{}");
        Assert.Equal("kept", received.GetProperty("messages")[0].GetProperty("body").GetString());
        Assert.Equal([128 + 9], host.ExitCodes);
    }

    [Fact]
    public async Task Worker_WhenAskedToStop_IsStartedAgain()
    {
        await using StandIn host = await StartAsync(_package);
        using Process stop = Process.Start("kill", ["-TERM", $"{await host.WorkerProcessAsync()}"]);
        await Eventually.UntilAsync(() => host.ExitCodes.Count == 1);
        await host.WaitUntilReadyAsync(_deadline.Token);
        Assert.Equal([200], host.ExitCodes);
    }

    [Fact]
    public async Task Worker_WhenTheHostTerminatesIt_EndsWith0AndIsNotStartedAgain()
    {
        await using StandIn host = await StartAsync(_package);
        await host.WaitUntilReadyAsync(_deadline.Token);
        await host.AskStatusAsync(_deadline.Token);

        await host.TerminateAsync(TimeSpan.FromSeconds(60));

        await Eventually.UntilAsync(() => host.ExitCodes.Count == 1);
        Assert.Equal([0], host.ExitCodes);
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.WaitUntilReadyAsync(_deadline.Token));
    }

    [Fact]
    public async Task Worker_WhenTheHostTerminatesItWhileReceivesWait_AnswersThemAllAndLosesNoMessage()
    {
        const int Waiting = 20;
        await using StandIn host = await StartAsync(_package, RequestLog);
        using HttpClient http = Client(host);
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
        Task<JsonElement>[] waiting = [.. Enumerable.Range(0, Waiting).Select(_ => WaitForMessageAsync(host))];
        await ReceivesAsync(Waiting);
        await ServiceProcess.CallAsync(http, "POST", "/v1/queues/q/messages", """{"messages":[{"body":"handed out"}]}""");

        await host.TerminateAsync(drain: TimeSpan.Zero);

        JsonElement[] answers = await Task.WhenAll(waiting);
        Assert.Equal(1, answers.Sum(answer => answer.GetProperty("messages").GetArrayLength()));
        await Eventually.UntilAsync(() => host.ExitCodes.Count == 1);
        Assert.Equal([0], host.ExitCodes);
    }

    [Fact]
    public async Task Receive_WhenTheHostIsAboutToTerminateTheWorker_IsWaitedFor()
    {
        await using StandIn host = await StartAsync(_package, RequestLog);
        using HttpClient http = Client(host);
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
        Task<JsonElement> waiting = WaitForMessageAsync(host);
        await ReceivesAsync(1);

        Task ending = host.TerminateAsync(drain: TimeSpan.FromSeconds(60));
        await ServiceProcess.CallAsync(http, "POST", "/v1/queues/q/messages", """{"messages":[{"body":"late"}]}""");

        Assert.Equal("late", (await waiting).GetProperty("messages")[0].GetProperty("body").GetString());
        await ending;
        await Eventually.UntilAsync(() => host.ExitCodes.Count == 1);
        Assert.Equal([0], host.ExitCodes);
    }

    [Fact]
    public async Task Worker_WhenItWasLoadedIntoAPlaceholder_Serves()
    {
        await using StandIn host = await StandIn.StartAsync(_package, Settings(), Remember, isPlaceholder: true);
        await host.WaitUntilReadyAsync(_deadline.Token);
        using HttpClient http = Client(host);
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
    }

    [Fact]
    public async Task Worker_WhenAFunctionTimesOut_IsStartedAgain()
    {
        await using StandIn host = await StandIn.StartAsync(
            _package, Settings(), Remember, functionTimeout: TimeSpan.FromSeconds(5));
        await host.WaitUntilReadyAsync(_deadline.Token);
        using HttpClient http = Client(host);
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
        using var wait = JsonContent.Create(new { waitSeconds = 20 });
        using HttpResponseMessage cut = await http.PostAsync(
            new Uri("/v1/queues/q/messages/receive", UriKind.Relative), wait, _deadline.Token);
        Assert.Equal(HttpStatusCode.BadGateway, cut.StatusCode);

        await Eventually.UntilAsync(() => host.ExitCodes.Count == 1);
        Assert.Equal([128 + 9], host.ExitCodes);
        await host.WaitUntilReadyAsync(_deadline.Token);
    }

    [Fact]
    public async Task Functions_WhenTheWorkerTellsOfThem_AreAllRequestsAndATickAMinute()
    {
        await using StandIn host = await StartAsync(_package);
        await host.WaitUntilReadyAsync(_deadline.Token);
        IReadOnlyDictionary<string, string?> functions = await host.FunctionsAsync();
        Assert.Equal(["http", "maintenance"], functions.Keys.Order());
        Assert.Null(functions["http"]);
        Assert.Equal("0 * * * * *", functions["maintenance"]);
        await host.CallTimerAsync("maintenance", _deadline.Token);
    }

    [Fact]
    public async Task Worker_WhenConfigurationIsWrong_SaysSoAndTheHostGivesUp()
    {
        await using StandIn host = await StartAsync(_package, ("Storage__Kind", "Disk"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.WaitUntilReadyAsync(_deadline.Token));
        Assert.Equal([2, 2, 2], host.ExitCodes);
        Assert.Contains(Log(), line => line.StartsWith("[Error] Storage:Kind is 'Disk'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ready_WhenTheStoreRefuses_SaysWhichAndWhyUntilItDoesNot()
    {
        await using AzuriteServer account = await AzuriteServer.StartAsync();
        string wrongKey = account.ConnectionString.Replace(
            AzuriteServer.AccountKey, Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)), StringComparison.Ordinal);
        await using StandIn host = await StartAsync(_package, ("Storage__ConnectionString", wrongKey));
        await host.WaitUntilReadyAsync(_deadline.Token);
        using HttpClient http = Client(host);
        string detail = "";
        await Eventually.UntilAsync(async () =>
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            detail = await answer.Content.ReadAsStringAsync();
            return detail.Contains("check the key or signature", StringComparison.Ordinal);
        });
        Assert.Contains("Storage:ConnectionString", detail, StringComparison.Ordinal);
        using HttpResponseMessage alive = await http.GetAsync(new Uri("/healthz", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Empty(host.ExitCodes);
    }

    private async Task ServesAsync(string package)
    {
        await using StandIn host = await StartAsync(package);
        await host.WaitUntilReadyAsync(_deadline.Token);
        using HttpClient http = Client(host);
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
        Assert.Empty(host.ExitCodes);
    }

    private async Task<JsonElement> WaitForMessageAsync(StandIn host)
    {
        using HttpClient http = Client(host);
        return await ServiceProcess.CallAsync(
            http, "POST", "/v1/queues/q/messages/receive", """{"waitSeconds":20}""");
    }

    /// <summary>Waits until so many receives have come to the program.</summary>
    private Task ReceivesAsync(int count) => Eventually.UntilAsync(() =>
    {
        lock (_log)
        {
            return _log.Count(line => line.Contains("Executing endpoint", StringComparison.Ordinal)
                && line.Contains("/messages/receive", StringComparison.Ordinal)) >= count;
        }
    });

    private Task<StandIn> StartAsync(string package, params (string Name, string Value)[] settings) =>
        StandIn.StartAsync(package, Settings(settings), Remember);

    /// <summary>On a folder of its own, with nothing else in the environment.</summary>
    private Dictionary<string, string> Settings(params (string Name, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        if (!all.ContainsKey("Storage__ConnectionString"))
        {
            all.TryAdd("Storage__Kind", "Local");
            all["Storage__Path"] = Path.Combine(_folder.FullName, "data");
        }

        all["Access__AdminKey"] = $"{Key.Id}:{Key.Secret}";
        all["Access__MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        _watch.Know([], all);
        return all;
    }

    private HttpClient Client(StandIn host) => new(new WatchedAnswers(_watch, new KeyHandler(Key))) { BaseAddress = host.Address };

    private void Remember(string line)
    {
        _watch.Log(line);
        lock (_log)
            _log.Add(line);
    }

    private List<string> Log()
    {
        lock (_log)
            return [.. _log];
    }

    private string Copy()
    {
        string copy = Path.Combine(_folder.FullName, "copy");
        foreach (string file in Directory.EnumerateFiles(_package, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(_package, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }
}
