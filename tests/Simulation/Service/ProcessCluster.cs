using QueueService.Storage.Memory;
using QueueService.Tests.Simulation.Faults;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Service;

/// <summary>The processes that share a store.</summary>
internal abstract class ProcessCluster
{
    private readonly List<SimulatedProcess> _processes = [];
    private int _started;

    protected ProcessCluster(VirtualWorld world, Plan plan, SeededRandom random)
    {
        World = world;
        Plan = plan;
        Random = random;
        Faults = new FaultSwitch(plan.Faults);
        VirtualContext nowhere = new(world, "disk");
        Disk = new MemoryDisk(new ProcessClock(world, nowhere));
    }

    public VirtualWorld World { get; }

    public Plan Plan { get; }

    public SeededRandom Random { get; }

    public FaultSwitch Faults { get; }

    public MemoryDisk Disk { get; }

    /// <summary>Sees what arrives at the store.</summary>
    public abstract StoreWitness Witness { get; }

    public List<string> Violations { get; } = [];

    /// <summary>True time.</summary>
    public Timestamp Now => Timestamp.From(World.Now);

    /// <summary>Those that have not ended; some may be suspended or still starting.</summary>
    public IReadOnlyList<SimulatedProcess> Processes => _processes;

    /// <summary>No decision of this process is made at an earlier time, even if its clock is set back meanwhile.</summary>
    public Timestamp EarliestClock(SimulatedProcess process) => Plan.Faults is { Incidents: null, FarClock: 0 }
        ? Timestamp.From(process.Clock.GetUtcNow())
        : Now + -Plan.Faults.Skew;

    public SimulatedProcess StartProcess()
    {
        SimulatedProcess process = Create($"process-{++_started}", DrawSkew());
        _processes.Add(process);
        if (Random.Chance(Faults.Plan.FarClock))
            SetFarOff(process);
        process.Start();
        return process;
    }

    /// <summary>Somebody sets the clock of a process: right, or nearly so, or far off.</summary>
    public void SetClock(SimulatedProcess process)
    {
        if (Random.Chance(Faults.Plan.FarClock))
            SetFarOff(process);
        else
            process.SetClock(DrawSkew(), isFarOff: false);
    }

    /// <summary>From here on nothing goes wrong any more.</summary>
    public void Heal()
    {
        Faults.Set(new FaultPlan());
        foreach (SimulatedProcess process in _processes)
        {
            SetRight(process);
            process.Wake();
        }
    }

    /// <summary>Ends all processes, so that nothing of this run can happen any more.</summary>
    public virtual void End()
    {
        foreach (SimulatedProcess process in _processes)
            process.Abandon();
    }

    public void OnEnded(SimulatedProcess process)
    {
        _processes.Remove(process);
        World.After(Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(5)), () => StartProcess());
    }

    protected abstract SimulatedProcess Create(string name, TimeSpan clockOffset);

    private TimeSpan DrawSkew() => Random.Between(-Plan.Faults.Skew, Plan.Faults.Skew);

    /// <summary>Ahead or behind by one minute to three hours, until somebody notices.</summary>
    private void SetFarOff(SimulatedProcess process)
    {
        TimeSpan far = Random.Between(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(Random.Pick([2, 180])));
        process.SetClock(Random.Chance(0.5) ? far : -far, isFarOff: true);
        World.After(Random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)), () => SetRight(process));
    }

    private void SetRight(SimulatedProcess process)
    {
        if (process.IsFarOff && !process.IsDead)
            process.SetClock(DrawSkew(), isFarOff: false);
    }
}
