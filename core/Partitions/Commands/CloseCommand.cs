using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Partitions.Commands;

/// <summary>
/// Ends the partition for good, once nothing is on its way from here. Answers with the partitions that messages have
/// gone to from here; null, and nothing is done, if some are still on their way.
/// </summary>
internal sealed class CloseCommand : QueueCommand<IReadOnlyList<PartitionId>?>
{
    public override Decision Decide(QueueDraft draft)
    {
        if (draft.Events.Count > 0)
            return Decision.Defer;
        if (draft.State.Leaving > 0)
            return Answer(null);
        draft.Add(new Closed());
        return Answer([.. draft.State.Outboxes.Select(outbox => outbox.Destination)]);
    }
}
