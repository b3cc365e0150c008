using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Partitions.Commands;

/// <summary>
/// Forgets what was taken from a source. To be sent only when the source is closed: an <see cref="ArriveCommand"/> that
/// was made before that then has an older look at this partition than the event.
/// </summary>
internal sealed class RetireSourceCommand(PartitionId source) : QueueCommand<bool>
{
    public override Decision Decide(QueueDraft draft)
    {
        if (draft.Transfers.LastTaken(source).Value > 0)
            draft.Add(new SourceRetired(source));
        return Answer(true);
    }
}
