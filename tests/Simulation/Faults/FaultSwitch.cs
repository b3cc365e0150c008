namespace QueueService.Tests.Simulation.Faults;

/// <summary>The faults of a run, until they are switched off so that what is promised can come true.</summary>
internal sealed class FaultSwitch(FaultPlan plan)
{
    public FaultPlan Plan { get; private set; } = plan;

    public void Set(FaultPlan plan) => Plan = plan;
}
