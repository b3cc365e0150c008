using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;

namespace QueueService.Partitions.Commands;

/// <summary>
/// Ends the partition for good, once nothing is on its way from here; false if something still is.
/// </summary>
internal sealed class CloseCommand : PartitionCommand<bool>
{
    public override Decision Decide(Draft draft)
    {
        if (draft.Events.Count > 0)
            return Decision.Defer;
        if (draft.State.Leaving > 0)
            return Answer(false);
        draft.Add(new Closed());
        return Answer(true);
    }
}
