using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Partitions.Commands;

/// <summary>
/// The destination has taken the transfers up to <paramref name="last"/>; or it is gone, if that is null.
/// </summary>
internal sealed class EndTransferCommand(PartitionId destination, TransferNumber? last) : PartitionCommand<bool>
{
    public override Decision Decide(Draft draft)
    {
        Outbox? outbox = draft.State.FindOutbox(destination);
        if (outbox is null || outbox.Pending.Count == 0 || last < outbox.FirstPending)
            return Answer(true);
        long ending = last is { } number ? number.Value - outbox.FirstPending.Value + 1 : outbox.Pending.Count;
        if (!outbox.Pending.Take((int)Math.Min(ending, outbox.Pending.Count)).All(draft.TryClaim))
            return Decision.Defer;
        draft.Add(last is { } taken ? new TransferFinished(destination, taken) : new TransferAborted(destination));
        return Answer(true);
    }
}
