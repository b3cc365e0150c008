using QueueService.Replication;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>Takes the first token, with its content; null if there is none by the deadline.</summary>
internal sealed class TakeCommand(Timestamp deadline, CancellationToken cancellationToken) : CounterCommand<TakenToken?>
{
    public override int Wanted => 1;

    public override Timestamp? Deadline => deadline;

    public override bool IsAbandoned => cancellationToken.IsCancellationRequested;

    protected override Decision Decide(CounterDraft draft)
    {
        if (draft.First is not { } token)
            return deadline > draft.CallerTime && draft.MayWait ? Decision.Wait : Answer(null);
        if (draft.Machine.ContentOf(token) is not { } content)
            return Decision.Prepare;
        draft.Take(token);
        return Answer(new TakenToken(token.Caller, content.ToArray()));
    }
}
