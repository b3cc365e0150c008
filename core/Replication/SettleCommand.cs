namespace QueueService.Replication;

/// <summary>
/// Makes the loop go round once with nothing to decide, so that it can write a snapshot that is due. What has expired
/// is taken out before: the counts beside the head of the log leave it out, and nobody would look for it again.
/// </summary>
internal sealed class SettleCommand : Command<bool>
{
    public override bool NeedsEndOfLog => false;

    public override Decision Decide(Draft draft)
    {
        if (!draft.HasExpired)
            return Answer(true);
        draft.TakeOutExpired();
        return Decision.Defer;
    }
}
