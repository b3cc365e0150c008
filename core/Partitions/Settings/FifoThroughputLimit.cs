namespace QueueService.Partitions.Settings;

/// <summary>What the throughput quota of a FIFO queue counts; kept and reported, no quota is enforced.</summary>
public enum FifoThroughputLimit
{
    PerQueue = 1,
    PerMessageGroupId,
}
