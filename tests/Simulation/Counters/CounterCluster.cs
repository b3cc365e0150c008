using QueueService.Storage;
using QueueService.Tests.Simulation.Faults;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>The processes that serve the same counters.</summary>
internal sealed class CounterCluster : ProcessCluster
{
    public CounterCluster(VirtualWorld world, Plan plan, SeededRandom random)
        : base(world, plan, random) => Archive = new CounterArchive(Disk, random.Fork(), plan.Faults.Skew);

    public IReadOnlyList<PartitionId> Counters { get; } = [new(1, 0), new(1, 1)];

    /// <summary>In each process somebody follows the first counter.</summary>
    public bool Follows { get; init; }

    public CounterArchive Archive { get; }

    public override StoreWitness Witness => Archive;

    protected override SimulatedProcess Create(string name, TimeSpan clockOffset) =>
        new CounterProcess(this, name, clockOffset);
}
