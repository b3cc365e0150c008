using QueueService.Partitions.Settings;

namespace QueueService.Queues;

/// <summary>A queue as it is shown to clients.</summary>
public sealed record QueueInfo(
    QueueName Name, QueueSettings Settings, DateTimeOffset CreatedAt, DateTimeOffset ModifiedAt, QueueStats Stats)
{
    /// <summary>
    /// True if not all that is stored of it can be read. Then the counts are 0, and the rest is only what could be read
    /// of it.
    /// </summary>
    public bool IsDamaged { get; init; }
}
