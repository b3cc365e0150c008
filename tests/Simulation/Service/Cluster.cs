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
        Archive = new LogArchive(Disk, random.Fork(), plan.Faults.Skew);
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
    public Timestamp EarliestClock(Instance instance) => Plan.Faults is { Incidents: null, FarClock: 0 }
        ? Timestamp.From(instance.Clock.GetUtcNow())
        : Now + -Plan.Faults.Skew;

    public Instance StartInstance()
    {
        Instance instance = new(this, $"process-{++_started}", DrawSkew());
        _instances.Add(instance);
        if (Random.Chance(Faults.Plan.FarClock))
            SetFarOff(instance);
        instance.Start();
        return instance;
    }

    /// <summary>Somebody sets the clock of a process: right, or nearly so, or far off.</summary>
    public void SetClock(Instance instance)
    {
        if (Random.Chance(Faults.Plan.FarClock))
            SetFarOff(instance);
        else
            instance.SetClock(DrawSkew(), isFarOff: false);
    }

    /// <summary>From here on nothing goes wrong any more.</summary>
    public void Heal()
    {
        Faults.Set(new FaultPlan());
        foreach (Instance instance in _instances)
        {
            SetRight(instance);
            instance.Wake();
        }
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

    private TimeSpan DrawSkew() => Random.Between(-Plan.Faults.Skew, Plan.Faults.Skew);

    /// <summary>Ahead or behind by one minute to three hours, until somebody notices.</summary>
    private void SetFarOff(Instance instance)
    {
        TimeSpan far = Random.Between(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(Random.Pick([2, 180])));
        instance.SetClock(Random.Chance(0.5) ? far : -far, isFarOff: true);
        World.After(Random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)), () => SetRight(instance));
    }

    private void SetRight(Instance instance)
    {
        if (instance.IsFarOff && !instance.IsDead)
            instance.SetClock(DrawSkew(), isFarOff: false);
    }
}
