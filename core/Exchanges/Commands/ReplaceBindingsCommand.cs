using QueueService.Exchanges.Codec;
using QueueService.Exchanges.Machine;
using QueueService.Exchanges.State;
using QueueService.Replication;

namespace QueueService.Exchanges.Commands;

/// <summary>
/// Exactly these are the bindings from now on: one step, so no message is routed by a mixture. Those that are there
/// stay.
/// </summary>
/// <param name="links">Distinct, at most <see cref="Limits.MaxBindings"/>.</param>
internal sealed class ReplaceBindingsCommand(IReadOnlyList<Link> links) : ExchangeCommand<BindingsChange>
{
    public override int EventBytes { get; } =
        (2 * EventHeadBytes) + links.Sum(link => EventHeadBytes + LinkCodec.Size(link));

    protected override Decision Decide(ExchangeDraft draft)
    {
        if (draft.ChangesRoutes)
            return Decision.Defer;
        HashSet<Link> wanted = [.. links];
        ILookup<bool, Link> known = draft.State.Bindings.All.ToLookup(wanted.Contains);
        Link[] added = [.. links.Where(link => draft.State.Bindings.Find(link.Binding.Id) != link)];
        Link[] removed = [.. known[false]];
        draft.Unbind(removed);
        draft.Bind(added);
        return Answer(new BindingsChange(added, removed, [.. known[true]]));
    }
}
