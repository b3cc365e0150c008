namespace QueueService.Partitions.State;

/// <summary>A deduplication id that was accepted, until when it counts, and for which message.</summary>
internal readonly record struct DeduplicationEntry(KeyHash Key, Timestamp ExpiresAt, SequenceNumber Message);
