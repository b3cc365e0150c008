namespace QueueService.Partitions.Events;

/// <summary>Messages outlived the retention of the queue and are gone.</summary>
/// <param name="Unread">Ranges of messages that nobody had received.</param>
/// <param name="Touched">Messages that had been received, or were delayed.</param>
internal sealed record Expired(SequenceRange[] Unread, SequenceNumber[] Touched) : PartitionEvent(EventKind.Expired);
