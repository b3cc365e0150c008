namespace QueueService.Partitions.Events;

/// <summary>An operator has taken out messages that nobody held. From the third feature level on.</summary>
/// <param name="Unread">Ranges of messages that nobody had received.</param>
/// <param name="Touched">Messages that had been received, or were delayed.</param>
internal sealed record Deleted(SequenceRange[] Unread, SequenceNumber[] Touched) : PartitionEvent(EventKind.Deleted);
