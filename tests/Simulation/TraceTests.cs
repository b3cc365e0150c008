using QueueService.Tests.Simulation.Scenarios;

namespace QueueService.Tests.Simulation;

public sealed class TraceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_WhenRepeatedWithTheSameSeed_TellsTheSameStory(long seed)
    {
        SimulationResult first = Scenarios.Simulation.Run(seed, isTraced: true);
        SimulationResult second = Scenarios.Simulation.Run(seed, isTraced: true);
        Assert.NotEmpty(first.Trace);
        Assert.Equal(first.Trace, second.Trace);
    }
}
