using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text.Json;
using QueueService.Tests.FunctionsHost;

namespace QueueService.Tests.Functions.Http.Hosted;

/// <summary>What the program makes of all that the host tells it, and of its own end.</summary>
[SupportedOSPlatform("linux")]
public sealed class HostedWorkerTests : PackageTestBase
{
    /// <summary>Has the program tell of each request.</summary>
    private static readonly (string Name, string Value) RequestLog =
        ("Logging__LogLevel__Microsoft.AspNetCore.Routing.EndpointMiddleware", "Information");

    [Fact]
    public async Task Worker_WhenKilled_IsStartedAgainAndHasLostNothing()
    {
        await using StandIn host = await StartAsync(PackageFolder);
        using HttpClient http = Client(host);
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
        await ServiceProcess.CallAsync(http, "POST", "/v1/queues/q/messages", """{"messages":[{"body":"kept"}]}""");
        using (Process worker = Process.GetProcessById(await host.WorkerProcessAsync()))
        {
            worker.Kill();
            await worker.WaitForExitAsync(Deadline);
        }

        await Eventually.UntilAsync(() => host.ExitCodes.Count == 1);
        JsonElement received = await ServiceProcess.CallAsync(http, "POST", "/v1/queues/q/messages/receive", "{}");
        Assert.Equal("kept", received.GetProperty("messages")[0].GetProperty("body").GetString());
        Assert.Equal([128 + 9], host.ExitCodes);
    }

    [Fact]
    public async Task Worker_WhenAskedToStop_IsStartedAgain()
    {
        await using StandIn host = await StartAsync(PackageFolder);
        using Process stop = Process.Start("kill", ["-TERM", $"{await host.WorkerProcessAsync()}"]);
        await Eventually.UntilAsync(() => host.ExitCodes.Count == 1);
        await host.WaitUntilReadyAsync(Deadline);
        Assert.Equal([200], host.ExitCodes);
    }

    [Fact]
    public async Task Worker_WhenTheHostTerminatesIt_EndsWith0AndIsNotStartedAgain()
    {
        await using StandIn host = await StartAsync(PackageFolder);
        await host.WaitUntilReadyAsync(Deadline);
        await host.AskStatusAsync(Deadline);

        await host.TerminateAsync(TimeSpan.FromSeconds(60));

        await Eventually.UntilAsync(() => host.ExitCodes.Count == 1);
        Assert.Equal([0], host.ExitCodes);
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.WaitUntilReadyAsync(Deadline));
    }

    [Fact]
    public async Task Worker_WhenTheHostTerminatesItWhileReceivesWait_AnswersThemAllAndLosesNoMessage()
    {
        const int Waiting = 20;
        await using StandIn host = await StartAsync(PackageFolder, RequestLog);
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
        await using StandIn host = await StartAsync(PackageFolder, RequestLog);
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
        await using StandIn host = await StandIn.StartAsync(PackageFolder, Settings(), Remember, isPlaceholder: true);
        await host.WaitUntilReadyAsync(Deadline);
        using HttpClient http = Client(host);
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
    }

    [Fact]
    public async Task Worker_WhenAFunctionTimesOut_IsStartedAgain()
    {
        await using StandIn host = await StandIn.StartAsync(
            PackageFolder, Settings(), Remember, functionTimeout: TimeSpan.FromSeconds(5));
        await host.WaitUntilReadyAsync(Deadline);
        using HttpClient http = Client(host);
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
        using HttpResponseMessage cut = await AskForMessageAsync(host, Deadline);
        Assert.Equal(HttpStatusCode.BadGateway, cut.StatusCode);

        await Eventually.UntilAsync(() => host.ExitCodes.Count == 1);
        Assert.Equal([128 + 9], host.ExitCodes);
        await host.WaitUntilReadyAsync(Deadline);
    }

    [Fact]
    public async Task Worker_WhenItHangs_IsFoundOutByTheHost()
    {
        await using StandIn host = await StartAsync(PackageFolder);
        await host.WaitUntilReadyAsync(Deadline);
        using (Process stop = Process.Start("kill", ["-STOP", $"{await host.WorkerProcessAsync()}"]))
            await stop.WaitForExitAsync(Deadline);

        TimeoutException failure = await Assert.ThrowsAsync<TimeoutException>(() => host.AskStatusAsync(Deadline));

        Assert.Contains("has not answered WorkerStatusRequest within 5 s", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>At Information it would be several lines a request.</summary>
    [Fact]
    public async Task Link_WhenRequestsAndTimersAreCalled_SendsNoLineToTheHost()
    {
        await using StandIn host = await StartAsync(PackageFolder);
        using HttpClient http = Client(host);
        await host.WaitUntilReadyAsync(Deadline);
        string[] ofStart = LinkLines();
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
        await host.CallTimerAsync("maintenance", Deadline);
        await host.TerminateAsync(TimeSpan.FromSeconds(60));
        Assert.Empty(LinkLines().Except(ofStart));

        // What the worker tells of itself at its start may come when it is ready already.
        string[] LinkLines() => [.. Log().Where(line => line.StartsWith("[Link ", StringComparison.Ordinal)
            && !line.Contains("\"ProcessId\":", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Functions_WhenTheWorkerTellsOfThem_AreAllRequestsAndATickAMinute()
    {
        await using StandIn host = await StartAsync(PackageFolder);
        await host.WaitUntilReadyAsync(Deadline);
        IReadOnlyDictionary<string, string?> functions = await host.FunctionsAsync();
        Assert.Equal(["http", "maintenance"], functions.Keys.Order());
        Assert.Null(functions["http"]);
        Assert.Equal("0 * * * * *", functions["maintenance"]);
        await host.CallTimerAsync("maintenance", Deadline);
    }

    [Fact]
    public async Task Receive_WhenTheHostCancelsItsInvocation_GoesOnAndGetsItsMessage()
    {
        await using StandIn host = await StartAsync(PackageFolder, RequestLog);
        using HttpClient http = Client(host);
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
        Task<JsonElement> waiting = WaitForMessageAsync(host);
        await ReceivesAsync(1);
        await Eventually.UntilAsync(async () => await host.InvocationsAsync() == 1);

        await host.CancelInvocationsAsync();
        await Eventually.UntilAsync(async () => await host.InvocationsAsync() == 0);

        Assert.False(waiting.IsCompleted);
        await ServiceProcess.CallAsync(http, "POST", "/v1/queues/q/messages", """{"messages":[{"body":"after it"}]}""");
        Assert.Equal("after it", (await waiting).GetProperty("messages")[0].GetProperty("body").GetString());
        await host.AskStatusAsync(Deadline);
        Assert.Empty(host.ExitCodes);
    }

    [Fact]
    public async Task Receive_WhenItsClientGoesAway_EndsAndTakesNoMessage()
    {
        await using StandIn host = await StartAsync(PackageFolder, RequestLog);
        using HttpClient http = Client(host);
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
        using CancellationTokenSource leaving = new();
        Task<HttpResponseMessage> waiting = AskForMessageAsync(host, leaving.Token);
        await ReceivesAsync(1);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Eventually.UntilAsync(async () => await host.InvocationsAsync() == 0);

        await ServiceProcess.CallAsync(http, "POST", "/v1/queues/q/messages", """{"messages":[{"body":"kept"}]}""");
        JsonElement received = await ServiceProcess.CallAsync(http, "POST", "/v1/queues/q/messages/receive", "{}");
        Assert.Equal(1, received.GetProperty("messages")[0].GetProperty("receiveCount").GetInt32());
        Assert.Empty(host.ExitCodes);
    }

    [Fact]
    public async Task Worker_WhenItDiesDuringARequest_CutsThatOneAndServesTheNext()
    {
        await using StandIn host = await StartAsync(PackageFolder, RequestLog);
        using HttpClient http = Client(host);
        await ServiceProcess.CallAsync(http, "PUT", "/v1/queues/q", "{}");
        Task<HttpResponseMessage> waiting = AskForMessageAsync(host, Deadline);
        await ReceivesAsync(1);

        using (Process worker = Process.GetProcessById(await host.WorkerProcessAsync()))
            worker.Kill();

        using HttpResponseMessage cut = await waiting;
        Assert.Equal(HttpStatusCode.BadGateway, cut.StatusCode);
        await Eventually.UntilAsync(() => host.ExitCodes.Count == 1);
        await ServiceProcess.CallAsync(http, "POST", "/v1/queues/q/messages", """{"messages":[{"body":"later"}]}""");
    }

    private async Task<JsonElement> WaitForMessageAsync(StandIn host)
    {
        using HttpClient http = Client(host);
        return await ServiceProcess.CallAsync(
            http, "POST", "/v1/queues/q/messages/receive", """{"waitSeconds":20}""");
    }

    private async Task<HttpResponseMessage> AskForMessageAsync(StandIn host, CancellationToken cancellation)
    {
        using HttpClient http = Client(host);
        return await http.PostAsJsonAsync(
            new Uri("/v1/queues/q/messages/receive", UriKind.Relative), new { waitSeconds = 20 }, cancellation);
    }

    /// <summary>Waits until so many receives have come to the program.</summary>
    private Task ReceivesAsync(int count) => Eventually.UntilAsync(() => Log().Count(
        line => line.Contains("Executing endpoint", StringComparison.Ordinal)
            && line.Contains("/messages/receive", StringComparison.Ordinal)) >= count);
}
