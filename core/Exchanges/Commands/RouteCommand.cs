using QueueService.Exchanges.Machine;
using QueueService.Exchanges.State;
using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Exchanges.Commands;

/// <summary>
/// Says where messages go. Where others can write, a turn that commits nothing reads the end of the log before it
/// answers. So every declaration counts that was answered before this was asked, whichever process has made it.
/// </summary>
internal sealed class RouteCommand(IReadOnlyList<RoutedMessage> messages) : ExchangeCommand<Hop>
{
    private static readonly HashSet<PartitionId> Nowhere = [];

    public override int EventBytes => 0;

    protected override Decision Decide(ExchangeDraft draft)
    {
        if (draft.ChangesRoutes)
            return Decision.Defer;
        ExchangeState state = draft.State;
        Link[][] found = new Link[messages.Count][];
        for (int n = 0; n < found.Length; n++)
            found[n] = state.Bindings.Match(messages[n]);
        return Answer(new Hop(state.Settings, found, state.Leaving == 0 ? Nowhere : state.Outboxes
            .Where(outbox => outbox.Pending > 0)
            .Select(outbox => outbox.Destination)
            .ToHashSet()));
    }
}
