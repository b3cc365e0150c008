using QueueService.Replication;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>How many tokens were ever added.</summary>
internal sealed class CountCommand : CounterCommand<long>
{
    protected override Decision Decide(CounterDraft draft) => Answer(draft.Machine.State.Added);
}
