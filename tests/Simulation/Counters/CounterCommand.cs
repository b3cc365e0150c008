using QueueService.Replication;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>Something asked of a counter.</summary>
internal abstract class CounterCommand<TReply> : Command<TReply>
{
    public sealed override Decision Decide(Draft draft) => Decide((CounterDraft)draft);

    protected abstract Decision Decide(CounterDraft draft);
}
