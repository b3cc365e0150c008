using System.Runtime.Versioning;
using QueueService.Tests.FunctionsHost;

namespace QueueService.Tests.Functions.Http.Hosted;

/// <summary>What the stand-in for the host makes of a program that never speaks to it.</summary>
[SupportedOSPlatform("linux")]
public sealed class SilentWorkerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _package = Directory.CreateTempSubdirectory("queue-silent-worker-");

    public void Dispose() => _package.Delete(recursive: true);

    [Fact]
    public async Task Host_WhenTheWorkerNeverConnects_EndsItAndSaysSo()
    {
        await WriteAsync("host.json", """{"version":"2.0","extensions":{"http":{"routePrefix":""}}}""");
        await WriteAsync(
            "worker.config.json",
            """{"description":{"defaultExecutablePath":"/bin/sh","defaultWorkerPath":"worker.sh"}}""");
        await WriteAsync("worker.sh", "exec tail -f /dev/null\n");
        _package.CreateSubdirectory(".azurefunctions");
        await using StandIn host = await StandIn.StartAsync(
            _package.FullName, new Dictionary<string, string>(), _ => { }, startPatience: TimeSpan.FromMilliseconds(200));

        using CancellationTokenSource deadline = new(Patience);
        TimeoutException failure = await Assert.ThrowsAsync<TimeoutException>(
            () => host.WaitUntilReadyAsync(deadline.Token));

        Assert.Contains("has not connected to the host within 0.2 s", failure.Message, StringComparison.Ordinal);
    }

    private Task WriteAsync(string name, string content) =>
        File.WriteAllTextAsync(Path.Combine(_package.FullName, name), content);
}
