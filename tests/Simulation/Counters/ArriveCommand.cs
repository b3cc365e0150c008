using QueueService.Replication;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>Takes tokens that come from another counter, each once.</summary>
internal sealed class ArriveCommand(
    PartitionId source, TransferNumber first, IReadOnlyList<MovedToken> tokens) : CounterCommand<bool>
{
    public override int Bytes => tokens.Sum(token => token.Content.Length);

    public override int Weight => tokens.Count;

    public override int EventBytes => tokens.Count * EventHeadBytes;

    protected override Decision Decide(CounterDraft draft)
    {
        switch (draft.Transfers.Compare(source, first, tokens.Count, draft.Machine.State.LastFrame))
        {
            case ArrivalOrder.Ahead:
                return Decision.Follow;
            case ArrivalOrder.Next:
                int known = (int)(draft.Transfers.LastTaken(source).Value + 1 - first.Value);
                for (int n = known; n < tokens.Count; n++)
                    draft.Arrive(tokens[n], source, first.Plus(n));
                break;
        }

        return Answer(true);
    }
}
