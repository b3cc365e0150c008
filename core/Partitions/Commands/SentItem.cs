namespace QueueService.Partitions.Commands;

/// <summary>What became of a message of a send.</summary>
/// <param name="Sequence">That of the first one if it was a duplicate.</param>
internal readonly record struct SentItem(SequenceNumber Sequence, bool Deduplicated);
