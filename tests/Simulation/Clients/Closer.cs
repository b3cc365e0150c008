using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Clients;

/// <summary>
/// Closes partitions that nobody uses at this moment, as housekeeping does with those that were idle for long: how long
/// makes no difference to what may go wrong.
/// </summary>
internal sealed class Closer(ServiceClient client, Plan plan)
{
    public async Task RunAsync()
    {
        while (plan.ClosePause is { } pause && client.Cluster.World.Elapsed < plan.Length)
        {
            await client.WaitAsync(client.Random.Between(TimeSpan.Zero, pause));
            foreach (Instance instance in client.Cluster.Instances)
                instance.CloseUnused();
        }
    }
}
