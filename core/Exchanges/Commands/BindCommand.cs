using QueueService.Exchanges.Codec;
using QueueService.Exchanges.Machine;
using QueueService.Exchanges.State;
using QueueService.Replication;

namespace QueueService.Exchanges.Commands;

/// <summary>
/// Adds a binding; false if it is there. One that led to an earlier destination of that name leads here now.
/// </summary>
internal sealed class BindCommand(Link link) : ExchangeCommand<bool>
{
    public override int EventBytes { get; } = (2 * EventHeadBytes) + LinkCodec.Size(link);

    protected override Decision Decide(ExchangeDraft draft)
    {
        // What this draft decides is not durable yet, so nobody may be told that it is there.
        if (draft.HasUnbound || draft.HasBound(link.Binding.Id))
            return Decision.Defer;
        Link? known = draft.State.Bindings.Find(link.Binding.Id);
        if (known == link)
            return Answer(false);
        if (known is not null)
            draft.Unbind([known]);
        else if (draft.State.Bindings.Count + draft.BoundCount >= Limits.MaxBindings)
            return Refuse(TooMany(draft.State.Exchange));
        draft.Bind([link]);
        return Answer(true);
    }

    public static BrokerException TooMany(ExchangeName exchange) => new(
        BrokerErrorCode.TooManyBindings,
        $"Exchange '{exchange}' may have {Limits.MaxBindings} bindings. Delete some, or use a pattern in place of many "
        + "keys.");
}
