namespace QueueService.Partitions.Events;

/// <summary>Messages were accepted; the n-th has the sequence number <c>First + n</c>.</summary>
internal sealed record Sent(SequenceNumber First, StoredMessage[] Messages) : PartitionEvent(EventKind.Sent);
