using QueueService.Exchanges.Machine;
using QueueService.Exchanges.State;
using QueueService.Replication;

namespace QueueService.Exchanges.Commands;

/// <summary>Takes bindings away; answers those that were there.</summary>
/// <param name="choose">Which ones, among all.</param>
internal sealed class UnbindCommand(Func<BindingTable, IEnumerable<Link>> choose)
    : ExchangeCommand<IReadOnlyList<Link>>
{
    protected override Decision Decide(ExchangeDraft draft)
    {
        if (draft.ChangesRoutes)
            return Decision.Defer;
        Link[] chosen = [.. choose(draft.State.Bindings)];
        draft.Unbind(chosen);
        return Answer(chosen);
    }
}
