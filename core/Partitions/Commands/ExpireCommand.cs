using QueueService.Partitions.Drafts;

namespace QueueService.Partitions.Commands;

/// <summary>Takes out what has outlived the retention of the queue, in as many frames as it needs.</summary>
internal sealed class ExpireCommand : PartitionCommand<bool>
{
    public override bool NeedsEndOfLog => false;

    public override Decision Decide(Draft draft) => draft.TakeOutExpired() ? Answer(true) : Decision.Defer;
}
