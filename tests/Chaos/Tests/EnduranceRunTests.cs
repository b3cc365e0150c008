using QueueService.Tests.Chaos.Endurance;
using QueueService.Tests.Chaos.Service;
using Xunit.Abstractions;

namespace QueueService.Tests.Chaos.Tests;

/// <summary>A short run, which shows nothing of what grows; the long ones are started by hand.</summary>
[Collection(RunCollection.Name)]
public sealed class EnduranceRunTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(EnduranceOptions.Azurite)]
    [InlineData(EnduranceOptions.Disk)]
    public async Task Run_WhenItIsOver_HasUsedEveryFeatureAndLostNothing(string storage)
    {
        EnduranceOptions options = new()
        {
            Length = TimeSpan.FromSeconds(10),
            SamplePeriod = TimeSpan.FromSeconds(1),
            Rate = 300,
            Storage = storage,
            Program = ServiceProgram.Built,
        };
        using EnduranceRun run = new(options, output.WriteLine);
        EnduranceReport report = await run.RunAsync();
        Assert.Empty(report.Violations);
        Assert.Equal(report.Count("sent"), report.Count("acked"));
        string[] features = ["dead letters acked", "duplicates", "extended", "forgotten", "released"];
        Assert.All(features, feature => Assert.True(report.Count(feature) > 0, $"{feature}: {report}"));
        Assert.All(report.Trends, trend => Assert.True(trend.Late > 0 || trend.Measure.Name is "blobs", $"{trend}"));
    }

    [Theory]
    [InlineData("--storage", "memory")]
    [InlineData("--rate", "-1")]
    [InlineData("--hours", "1")]
    public void Parse_WhenAnOptionIsWrong_SaysWhatThereIs(params string[] arguments)
    {
        string message = Assert.Throws<ArgumentException>(() => EnduranceOptions.Parse(arguments)).Message;
        Assert.True(
            message.Contains("--storage azurite or local", StringComparison.Ordinal)
            || message.Contains("takes a whole number", StringComparison.Ordinal)
            || message.Contains("takes azurite or local", StringComparison.Ordinal),
            message);
    }
}
