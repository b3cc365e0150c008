using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.State;
using QueueService.Replication;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions.Commands;

/// <summary>
/// The destination has taken the transfers up to <paramref name="last"/>; or it is gone, if that is null. What was on
/// its way to one that is gone comes back frame by frame.
/// </summary>
/// <param name="writesReturned">
/// Whether <see cref="TransferReturned"/> may be written. If not, all come back in one frame, however many they are.
/// </param>
internal sealed class EndTransferCommand(PartitionId destination, TransferNumber? last, bool writesReturned = true)
    : QueueCommand<bool>
{
    public override Decision Decide(QueueDraft draft)
    {
        Outbox<MessageEntry>? outbox = draft.State.FindOutbox(destination);
        if (outbox is null || outbox.Pending.Count == 0 || last < outbox.FirstPending)
            return Answer(true);
        int pending = outbox.Pending.Count;
        int ending = Math.Min(pending, Math.Max(0, draft.Bounds.FrameMessages - draft.Messages));
        if (last is { } taken)
            ending = (int)Math.Min(taken.Value - outbox.FirstPending.Value + 1, pending);
        else if (!writesReturned)
            ending = pending;
        if (ending == 0 || !draft.TryEndTransfer(destination))
            return Decision.Defer;
        draft.Add(Ended(outbox.FirstPending.Plus(ending - 1)), ending);
        return last is not null || ending == pending ? Answer(true) : Decision.Defer;
    }

    private PartitionEvent Ended(TransferNumber end)
    {
        if (last is not null)
            return new TransferFinished(destination, end);
        return writesReturned ? new TransferReturned(destination, end) : new TransferAborted(destination);
    }
}
