using QueueService.Exchanges.Events;
using QueueService.Exchanges.Machine;
using QueueService.Replication;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Exchanges.Commands;

/// <summary>
/// The destination has taken the copies up to <paramref name="last"/>; or it is gone, if that is null, and nothing goes
/// there any more: messages of a queue that is deleted are deleted with it.
/// </summary>
internal sealed class EndCopiesCommand(PartitionId destination, TransferNumber? last) : ExchangeCommand<bool>
{
    protected override Decision Decide(ExchangeDraft draft)
    {
        RunOutbox? outbox = draft.State.FindOutbox(destination);
        if (outbox is null || outbox.Pending == 0 || last < outbox.FirstPending)
            return Answer(true);
        if (!draft.TryFinish(destination))
            return Decision.Defer;
        TransferNumber end = outbox.Next.Plus(-1);
        draft.Add(new CopiesArrived(destination, last is { } taken && taken < end ? taken : end));
        return Answer(true);
    }
}
