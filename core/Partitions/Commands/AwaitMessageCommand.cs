using QueueService.Partitions.Drafts;
using QueueService.Partitions.State;
using QueueService.Replication;

namespace QueueService.Partitions.Commands;

/// <summary>Waits until a receive may find something here; takes nothing.</summary>
internal sealed class AwaitMessageCommand(Timestamp deadline, CancellationToken cancellationToken)
    : QueueCommand<bool>
{
    public override bool IsAbandoned => cancellationToken.IsCancellationRequested;

    public override Timestamp? Deadline => deadline;

    public override Decision Decide(QueueDraft draft)
    {
        PartitionState state = draft.State;
        if ((state.Order.Servable > 0 || state.MayLoad(draft.Bounds.Loaded)) && state.InFlight < draft.Bounds.InFlight)
            return Answer(true);
        return deadline > draft.CallerTime && draft.MayWait ? Decision.Wait : Answer(false);
    }
}
