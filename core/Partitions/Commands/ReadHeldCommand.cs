using QueueService.Partitions.Drafts;
using QueueService.Partitions.State;
using QueueService.Replication;

namespace QueueService.Partitions.Commands;

/// <summary>Says which dead letters wait here for their way.</summary>
/// <param name="after">Only those behind this one.</param>
/// <param name="most">At most so many.</param>
internal sealed class ReadHeldCommand(SequenceNumber after, int most) : QueueCommand<HeldPage>
{
    public override Decision Decide(QueueDraft draft)
    {
        PartitionState state = draft.State;
        return Answer(new HeldPage(
            state.Queue,
            state.Settings.DeadLetter,
            [
                .. state.HeldSet.After(after).Take(most).Select(message => state.Find(message)!).Select(entry =>
                    new HeldMessage(entry.Sequence, entry.Frame, entry.Index, entry.Group)),
            ]));
    }
}
