using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Storage.Memory;
using QueueService.Tests.Simulation.Faults;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Service;

/// <summary>The processes of the service that share a store.</summary>
internal sealed class Cluster
{
    private readonly List<Instance> _instances = [];
    private int _started;
    private ReceiptHandles? _handles;

    public Cluster(VirtualWorld world, Plan plan, SeededRandom random)
    {
        World = world;
        Plan = plan;
        Random = random;
        Faults = new FaultSwitch(plan.Faults);
        VirtualContext nowhere = new(world, "disk");
        Disk = new MemoryDisk(new ProcessClock(world, nowhere));
        Archive = new LogArchive(Disk, random.Fork());
    }

    public VirtualWorld World { get; }

    public Plan Plan { get; }

    public SeededRandom Random { get; }

    public FaultSwitch Faults { get; }

    public MemoryDisk Disk { get; }

    public LogArchive Archive { get; }

    public List<string> Violations { get; } = [];

    /// <summary>Reads the receipts of this service.</summary>
    public ReceiptHandles Handles => _handles ??= new(Disk.Collections["service"]["receipt-key"].Content.ToArray());

    /// <summary>True time.</summary>
    public Timestamp Now => Timestamp.From(World.Now);

    /// <summary>Those that have not ended; some may be suspended or still starting.</summary>
    public IReadOnlyList<Instance> Instances => _instances;

    /// <summary>No decision of this process is made at an earlier time, even if its clock is set back meanwhile.</summary>
    public Timestamp EarliestClock(Instance instance) => Plan.Faults.Incidents is null
        ? Timestamp.From(instance.Clock.GetUtcNow())
        : Now + -Plan.Faults.Skew;

    public Instance StartInstance()
    {
        TimeSpan skew = Plan.Faults.Skew;
        Instance instance = new(this, $"process-{++_started}", Random.Between(-skew, skew));
        _instances.Add(instance);
        instance.Start();
        return instance;
    }

    /// <summary>From here on nothing goes wrong any more.</summary>
    public void Heal()
    {
        Faults.Set(new FaultPlan());
        foreach (Instance instance in _instances)
            instance.Wake();
    }

    /// <summary>Ends all processes, so that nothing of this run can happen any more.</summary>
    public void End()
    {
        foreach (Instance instance in _instances)
            instance.Abandon();
        _handles?.Dispose();
    }

    public void OnEnded(Instance instance)
    {
        _instances.Remove(instance);
        World.After(Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(5)), () => StartInstance());
    }
}
