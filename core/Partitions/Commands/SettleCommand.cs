using QueueService.Partitions.Drafts;

namespace QueueService.Partitions.Commands;

/// <summary>Makes the loop go round once with nothing to decide, so that it can write a snapshot that is due.</summary>
internal sealed class SettleCommand : PartitionCommand<bool>
{
    public override bool NeedsEndOfLog => false;

    public override Decision Decide(Draft draft) => Answer(true);
}
