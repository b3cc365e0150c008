using QueueService.Partitions;

namespace QueueService.Queues.Redrive;

/// <summary>A redrive as it is stored, with how far each partition is.</summary>
/// <param name="Next">By partition: the first message not looked at yet.</param>
/// <param name="End">By partition: messages from here on came after the redrive began.</param>
internal sealed record RedriveTask(
    RedriveInfo Info, IReadOnlyList<SequenceNumber> Next, IReadOnlyList<SequenceNumber> End)
{
    public bool IsOver => Info.State is RedriveState.Completed or RedriveState.Cancelled or RedriveState.Failed;
}
