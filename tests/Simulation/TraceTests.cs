using QueueService.Tests.Simulation.Mutations;
using QueueService.Tests.Simulation.Scenarios;

namespace QueueService.Tests.Simulation;

public sealed class TraceTests
{
    [Fact]
    public void Run_WhenRepeatedWithTheSameSeed_TellsTheSameStory()
    {
        for (long seed = 1; seed <= 20; seed++)
        {
            SimulationResult first = Scenarios.Simulation.Run(seed, isTraced: true);
            SimulationResult second = Scenarios.Simulation.Run(seed, isTraced: true);
            Assert.Contains("all is well from here on", first.Trace, StringComparison.Ordinal);
            Assert.Equal(first.Trace, second.Trace);
        }
    }

    /// <summary>Hash codes of strings differ from process to process, and so must nothing depend on them.</summary>
    [Fact]
    public void Run_WhenRepeatedInAnotherProcess_TellsTheSameStory()
    {
        SimulationResult here = Scenarios.Simulation.Run(7, isTraced: true);
        string program = Path.Combine(AppContext.BaseDirectory, "QueueService.Tests.Simulation.dll");
        (int exitCode, string there) = MutantWorkshop.Dotnet(program, "--seed", "7", "--trace");
        Assert.Equal(0, exitCode);
        Assert.StartsWith(here.Trace, there, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WhenSeedsDiffer_TellsAnotherStory() => Assert.NotEqual(
        Scenarios.Simulation.Run(1, isTraced: true).Trace, Scenarios.Simulation.Run(2, isTraced: true).Trace);
}
