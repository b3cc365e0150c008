using QueueService.Replication;
using QueueService.Transfers;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>What is on its way from a counter.</summary>
internal sealed class LookCommand : CounterCommand<IReadOnlyList<OutboxBatch>>
{
    protected override Decision Decide(CounterDraft draft) => Answer(
    [
        .. draft.Machine.State.Outboxes.Where(outbox => outbox.Pending.Count > 0).Select(outbox => new CounterBatch(
            outbox.Destination,
            outbox.FirstPending,
            outbox.Next,
            [.. outbox.Pending.Take(draft.Bounds.TransferMessages)])),
    ]);
}
