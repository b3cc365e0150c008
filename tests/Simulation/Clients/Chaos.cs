using QueueService.Tests.Simulation.Faults;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Clients;

/// <summary>What happens to processes: they end, stop in good order, are suspended, and have their clocks set.</summary>
internal sealed class Chaos(ServiceClient client, Plan plan)
{
    public async Task RunAsync()
    {
        if (plan.Faults.Incidents is not { } period)
            return;
        while (client.Cluster.World.Elapsed < plan.Length)
        {
            await client.WaitAsync(client.Random.Between(TimeSpan.Zero, period));
            if (client.Cluster.Instances.Count > 0)
                Strike(client.Random.Pick(client.Cluster.Instances), plan.Faults);
        }
    }

    private void Strike(Instance instance, FaultPlan faults)
    {
        int dice = client.Random.Below(10);
        if (dice < 3)
        {
            instance.Crash("by itself");
        }
        else if (dice < 4)
        {
            instance.Stop();
        }
        else if (dice < 8)
        {
            TimeSpan pause = client.Random.Between(TimeSpan.FromMilliseconds(10), faults.LongestPause);
            instance.Pause();
            client.Cluster.World.After(pause, instance.Wake);
        }
        else
        {
            client.Cluster.SetClock(instance);
        }
    }
}
