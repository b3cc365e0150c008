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
                Incident.Strike(client.Random.Pick(client.Cluster.Instances), client.Cluster, client.Random);
        }
    }
}
