using QueueService.Exchanges.Machine;
using QueueService.Exchanges.Moves;
using QueueService.Replication;

namespace QueueService.Exchanges.Commands;

/// <summary>Says what is on its way from here: for each destination the first copies.</summary>
internal sealed class ReadCopiesCommand : ExchangeCommand<IReadOnlyList<CopyBatch>>
{
    public override int EventBytes => 0;

    protected override Decision Decide(ExchangeDraft draft) => Answer(
    [
        .. draft.State.Outboxes
            .Where(outbox => outbox.Pending > 0)
            .Select(outbox => new CopyBatch(
                outbox.Destination,
                outbox.FirstPending,
                outbox.Next,
                outbox.Take(draft.Bounds.TransferMessages))),
    ]);
}
