using QueueService.Exchanges.Events;
using QueueService.Exchanges.Machine;
using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Exchanges.Commands;

/// <summary>
/// Ends the exchange for good, once nothing is on its way from here. Answers with the partitions that copies have gone
/// to from here; null, and nothing is done, if some are still on their way.
/// </summary>
internal sealed class CloseExchangeCommand : ExchangeCommand<IReadOnlyList<PartitionId>?>
{
    protected override Decision Decide(ExchangeDraft draft)
    {
        if (draft.Events.Count > 0)
            return Decision.Defer;
        if (draft.State.Leaving > 0)
            return Answer(null);
        draft.Add(new ExchangeClosed());
        return Answer([.. draft.State.Outboxes.Select(outbox => outbox.Destination)]);
    }
}
