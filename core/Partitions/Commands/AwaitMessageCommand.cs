using QueueService.Partitions.Drafts;
using QueueService.Partitions.State;
using QueueService.Queues;

namespace QueueService.Partitions.Commands;

/// <summary>Waits until a receive may find something here; takes nothing.</summary>
internal sealed class AwaitMessageCommand(Timestamp deadline, CancellationToken cancellationToken)
    : PartitionCommand<bool>
{
    public override bool IsAbandoned => cancellationToken.IsCancellationRequested;

    public override Timestamp? Deadline => deadline;

    public override Decision Decide(Draft draft)
    {
        PartitionState state = draft.State;
        bool mayLoad = state.NextUnloaded is not null && state.Loaded < Limits.MaxLoaded;
        if ((state.Order.MayDeliver || mayLoad) && state.InFlight < Limits.MaxInFlight)
            return Answer(true);
        return deadline > draft.Now && draft.MayWait ? Decision.Wait : Answer(false);
    }
}
