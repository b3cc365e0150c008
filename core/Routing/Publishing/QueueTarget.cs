namespace QueueService.Routing.Publishing;

/// <summary>A queue as a binding means it.</summary>
internal readonly record struct QueueTarget(QueueName Queue, ulong Incarnation);
