using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Service;

/// <summary>What happens to processes: they end, stop in good order, are suspended, and have their clocks set.</summary>
internal static class Incident
{
    public static void Strike(SimulatedProcess process, ProcessCluster cluster, SeededRandom random)
    {
        int dice = random.Below(10);
        if (dice < 3)
        {
            process.Crash("by itself");
        }
        else if (dice < 4)
        {
            process.Stop();
        }
        else if (dice < 8)
        {
            TimeSpan pause = random.Between(TimeSpan.FromMilliseconds(10), cluster.Plan.Faults.LongestPause);
            process.Pause();
            cluster.World.After(pause, process.Wake);
        }
        else
        {
            cluster.SetClock(process);
        }
    }
}
