using QueueService.Tests.Chaos.Service;
using Xunit.Abstractions;

namespace QueueService.Tests.Chaos.Tests;

/// <summary>A short run; the long ones are started by hand.</summary>
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
        Assert.True(report is { Kills: > 1, Faults: > 0, Stored: > 50, Acknowledged: > 50 }, report.ToString());
    }

    [Theory]
    [InlineData("--hours", "1")]
    [InlineData("--minutes", "0")]
    [InlineData("--minutes", "soon")]
    [InlineData("--minutes")]
    public void Parse_WhenAnOptionIsWrong_SaysWhatThereIs(params string[] arguments)
    {
        string message = Assert.Throws<ArgumentException>(() => ChaosOptions.Parse(arguments)).Message;
        Assert.True(
            message.Contains("--instances", StringComparison.Ordinal)
            || message.Contains("whole number", StringComparison.Ordinal),
            message);
    }
}
