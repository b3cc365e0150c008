using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>Has the first token, if there is one, set out to another counter.</summary>
internal sealed class LeaveCommand(PartitionId destination) : CounterCommand<bool>
{
    protected override Decision Decide(CounterDraft draft)
    {
        if (draft.First is not { } token)
            return Answer(false);
        draft.Leave(token, destination);
        return Answer(true);
    }
}
