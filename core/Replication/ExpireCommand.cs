namespace QueueService.Replication;

/// <summary>Takes out what has ended by time alone, in as many frames as it needs.</summary>
internal sealed class ExpireCommand : Command<bool>
{
    public override bool NeedsEndOfLog => false;

    public override Decision Decide(Draft draft) => draft.TakeOutExpired() ? Answer(true) : Decision.Defer;
}
