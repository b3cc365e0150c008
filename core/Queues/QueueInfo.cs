using QueueService.Queues.Settings;

namespace QueueService.Queues;

/// <summary>A queue as it is shown to clients.</summary>
public sealed record QueueInfo(
    QueueName Name, QueueSettings Settings, DateTimeOffset CreatedAt, DateTimeOffset ModifiedAt, QueueStats Stats);
