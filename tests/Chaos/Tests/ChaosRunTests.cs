using QueueService.Tests.Chaos.Disk;
using QueueService.Tests.Chaos.Routing;
using QueueService.Tests.Chaos.Service;
using Xunit.Abstractions;

namespace QueueService.Tests.Chaos.Tests;

/// <summary>Short runs; the long ones are started by hand.</summary>
[Collection(RunCollection.Name)]
public sealed class ChaosRunTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Run_WhenInstancesAreKilledAndTheNetworkFails_KeepsEveryPromise()
    {
        ChaosOptions options = new()
        {
            Length = TimeSpan.FromSeconds(25),
            KillsPerMinute = 20,
            Program = ServiceProgram.Built,
        };
        await using ChaosRun run = new(options, output.WriteLine);
        ChaosReport report = await run.RunAsync();
        Assert.Empty(report.Violations);
        Assert.True(report is { Stored: > 50, Acknowledged: > 50 }, report.ToString());
        Assert.All(report.Events, tally => Assert.True(tally.Count > 1, report.ToString()));
    }

    [Fact]
    public async Task Run_WhenProcessesAreKilledThatDeclareBindAndPublish_BringsEachMessageOnceToEachQueue()
    {
        ChaosOptions options = new()
        {
            Length = TimeSpan.FromSeconds(10),
            KillsPerMinute = 30,
            NetworkFails = false,
            SendPauseMilliseconds = 200,
            Program = ServiceProgram.Built,
        };
        await using RoutingRun run = new(options, output.WriteLine);
        ChaosReport report = await run.RunAsync();
        output.WriteLine($"{report}");
        Assert.Empty(report.Violations);
        Assert.True(report is { Stored: > 30, Received: > 60 }, report.ToString());
        Assert.True(report.Count("kills") > 1, report.ToString());
    }

    [Fact]
    public async Task Run_WhenTheDiskTearsFillsAndRots_KeepsEveryPromise()
    {
        ChaosOptions options = ChaosOptions.ParseLocal(["--seconds", "20", "--kills-per-minute", "15"]) with
        {
            Program = ServiceProgram.Built,
        };
        using DiskRun run = new(options, output.WriteLine);
        ChaosReport report = await run.RunAsync();
        Assert.Empty(report.Violations);
        Assert.True(report is { Stored: > 200, Acknowledged: > 200 }, report.ToString());
        foreach (string what in (string[])["kills", "torn logs", "damaged copies refused", "full disks"])
            Assert.True(report.Count(what) > 0, report.ToString());
    }

    [Theory]
    [InlineData("--hours", "1")]
    [InlineData("--minutes", "0")]
    [InlineData("--minutes", "soon")]
    [InlineData("--minutes")]
    public void Parse_WhenAnOptionIsWrong_SaysWhatThereIs(params string[] arguments)
    {
        string message = Assert.Throws<ArgumentException>(() => ChaosOptions.ParseAzure(arguments)).Message;
        Assert.True(
            message.Contains("--instances", StringComparison.Ordinal)
            || message.Contains("whole number", StringComparison.Ordinal),
            message);
    }
}
