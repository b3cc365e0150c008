using QueueService.Replication;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>Forgets tokens that another counter has taken.</summary>
internal sealed class FinishCommand(PartitionId destination, TransferNumber last) : CounterCommand<bool>
{
    protected override Decision Decide(CounterDraft draft)
    {
        if (draft.Machine.State.FindOutbox(destination) is { Pending.Count: > 0 } outbox && outbox.FirstPending <= last)
            draft.Finish(destination, last);
        return Answer(true);
    }
}
