using QueueService.Exchanges.Machine;
using QueueService.Exchanges.State;
using QueueService.Replication;

namespace QueueService.Exchanges.Commands;

/// <summary>Shows an exchange and some of its bindings.</summary>
/// <param name="choose">Which ones, among all.</param>
internal sealed class ViewCommand(Func<BindingTable, IEnumerable<Link>> choose) : ExchangeCommand<ExchangeView>
{
    public override int EventBytes => 0;

    protected override Decision Decide(ExchangeDraft draft)
    {
        if (draft.ChangesRoutes)
            return Decision.Defer;
        ExchangeState state = draft.State;
        return Answer(new ExchangeView(state.Settings, [.. choose(state.Bindings)])
        {
            Bindings = state.Bindings.Count,
            Published = state.Published + draft.Tally.Published,
            Unroutable = state.Unroutable + draft.Tally.Unroutable,
            Behind = state.Leaving,
            Leaving = state.Leaving == 0 ? Empty : state.Outboxes
                .Where(outbox => outbox.Pending > 0)
                .ToDictionary(outbox => outbox.Destination, outbox => outbox.FirstPending),
        });
    }

    private static readonly Dictionary<Storage.PartitionId, Transfers.TransferNumber> Empty = [];
}
