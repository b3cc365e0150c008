using QueueService.Tests.Chaos.Restore;
using QueueService.Tests.Chaos.Service;
using Xunit.Abstractions;

namespace QueueService.Tests.Chaos.Tests;

[Collection(RunCollection.Name)]
public sealed class RestoreRunTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Run_WhenTheServiceIsCopiedUnderLoadAndRestored_KeepsEveryPromise()
    {
        ChaosOptions options = new()
        {
            Length = TimeSpan.FromSeconds(16),
            Instances = 2,
            LargestPadding = 300 * 1024,
            Program = ServiceProgram.Built,
        };
        await using RestoreRun run = new(options, output.WriteLine);
        ChaosReport report = await run.RunAsync();
        Assert.Empty(report.Violations);
        foreach (string what in (string[])["copied rows", "copied blobs", "acknowledged before"])
            Assert.True(report.Count(what) > 0, report.ToString());
        Assert.Equal(report.Count("copied rows"), report.Count("restored rows"));
        Assert.Equal(report.Count("copied blobs"), report.Count("restored blobs"));
        Assert.True(report.Acknowledged > report.Count("acknowledged before"), report.ToString());
    }
}
