namespace QueueService.Queues.Redrive;

/// <summary>How far a redrive is.</summary>
public enum RedriveState
{
    Running = 1,
    Completed,
    Cancelling,
    Cancelled,
    Failed,
}
