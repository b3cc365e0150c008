namespace QueueService.Partitions.Events;

/// <summary>
/// Messages have died in a queue whose dead letters go to an exchange. Nobody receives them here any more; they set out
/// once it is known where the exchange leads. From the fourth feature level on.
/// </summary>
/// <param name="Messages">Each has a history by now.</param>
internal sealed record Held(MoveReason Reason, SequenceNumber[] Messages) : PartitionEvent(EventKind.Held);
