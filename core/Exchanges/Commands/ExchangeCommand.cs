using QueueService.Exchanges.Machine;
using QueueService.Replication;

namespace QueueService.Exchanges.Commands;

/// <summary>Something asked of an exchange.</summary>
internal abstract class ExchangeCommand<TReply> : Command<TReply>
{
    public sealed override Decision Decide(Draft draft) => Decide((ExchangeDraft)draft);

    /// <inheritdoc cref="Command.Decide"/>
    protected abstract Decision Decide(ExchangeDraft draft);
}
