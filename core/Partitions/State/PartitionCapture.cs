namespace QueueService.Partitions.State;

/// <summary>The state of one moment.</summary>
/// <param name="State">All of it; its messages with a history can be read once.</param>
/// <param name="Unread">The same unread runs, in the chunks that change together.</param>
/// <param name="Deduplication">The same deduplication ids, by their numbers.</param>
internal sealed record PartitionCapture(
    PartitionSnapshot State, UnreadCapture Unread, DeduplicationRange Deduplication);
