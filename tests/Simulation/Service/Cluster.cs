using QueueService.Queues.Messages;
using QueueService.Tests.Simulation.Faults;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Service;

/// <summary>The processes of the service that share a store.</summary>
internal sealed class Cluster : ProcessCluster
{
    private ReceiptHandles? _handles;

    public Cluster(VirtualWorld world, Plan plan, SeededRandom random)
        : base(world, plan, random) => Archive = new LogArchive(Disk, random.Fork(), plan.Faults.Skew);

    public LogArchive Archive { get; }

    public override StoreWitness Witness => Archive;

    /// <summary>Those that have not ended; some may be suspended or still starting.</summary>
    public IReadOnlyList<Instance> Instances => [.. Processes.Cast<Instance>()];

    /// <summary>Reads the receipts of this service.</summary>
    public ReceiptHandles Handles => _handles ??= new(Disk.Collections["service"]["receipt-key"].Content.ToArray());

    public override void End()
    {
        base.End();
        _handles?.Dispose();
    }

    protected override SimulatedProcess Create(string name, TimeSpan clockOffset) =>
        new Instance(this, name, clockOffset);
}
