using QueueService.Partitions.Drafts;
using QueueService.Replication;

namespace QueueService.Partitions.Commands;

/// <summary>Something asked of a partition of a queue.</summary>
internal abstract class QueueCommand<TReply> : Command<TReply>
{
    /// <summary>How many messages it is about, at most.</summary>
    public virtual int Messages => 1;

    public sealed override int Weight => Messages;

    public sealed override Decision Decide(Draft draft) => Decide((QueueDraft)draft);

    /// <inheritdoc cref="Command.Decide"/>
    public abstract Decision Decide(QueueDraft draft);
}
