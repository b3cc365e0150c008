using QueueService.Tests.Simulation.Faults;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Routing;

/// <summary>The processes that serve the same exchanges and queues.</summary>
internal sealed class RoutingCluster : ProcessCluster
{
    public RoutingCluster(VirtualWorld world, Plan plan, SeededRandom random)
        : base(world, plan, random) => Witness = new RoutingWitness(Disk);

    public override StoreWitness Witness { get; }

    protected override SimulatedProcess Create(string name, TimeSpan clockOffset) =>
        new RoutingProcess(this, name, clockOffset);
}
