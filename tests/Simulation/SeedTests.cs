using QueueService.Tests.Simulation.CommandLine;

namespace QueueService.Tests.Simulation;

public sealed class SeedTests
{
    [Fact]
    public void Run_WhenAThousandSeedsAreTried_BreaksNoPromise()
    {
        SeedRun run = new(Options.Parse(["--seeds", "1..1000", "--jobs", "2"]));
        run.Run();
        Assert.Equal(1000, run.Done);
        Assert.True(run.Failed.Count == 0, string.Join("\n", run.Failed.Take(5)));
    }

    [Fact]
    public void Run_WhenExchangesAreTried_BreaksNoPromise()
    {
        SeedRun run = new(Options.Parse(["--seeds", "1..1000", "--jobs", "2", "--routing"]));
        run.Run();
        Assert.Equal(1000, run.Done);
        Assert.True(run.Failed.Count == 0, string.Join("\n", run.Failed.Take(5)));
    }

    /// <summary>What is below queues keeps its promises to a machine that is none.</summary>
    [Fact]
    public void Run_WhenCountersAreTried_BreaksNoPromise()
    {
        SeedRun run = new(Options.Parse(["--seeds", "1..1000", "--jobs", "2", "--counters"]));
        run.Run();
        Assert.Equal(1000, run.Done);
        Assert.True(run.Failed.Count == 0, string.Join("\n", run.Failed.Take(5)));
    }
}
