namespace QueueService.Queues.Named;

/// <summary>A message sets out for another queue, as a redrive would have it do.</summary>
/// <param name="Destination">Null: the queue that it came from.</param>
public sealed record MessageReplay(QueueName? Destination = null);
