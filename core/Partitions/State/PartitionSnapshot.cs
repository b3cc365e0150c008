using QueueService.Queues;
using QueueService.Queues.Settings;
using QueueService.Storage;

namespace QueueService.Partitions.State;

/// <summary>
/// The whole state of a partition after a frame, without what is derived from it. Holds no message contents.
/// </summary>
internal sealed record PartitionSnapshot
{
    public required FrameNumber Frame { get; init; }

    public required Timestamp Time { get; init; }

    public required QueueName Queue { get; init; }

    public required long Version { get; init; }

    public required QueueSettings Settings { get; init; }

    public required DeduplicationScope EffectiveScope { get; init; }

    public required bool IsClosed { get; init; }

    public required SequenceNumber NextSequence { get; init; }

    public required IReadOnlyCollection<UnreadRun> Unread { get; init; }

    /// <summary>By sequence number.</summary>
    public required IReadOnlyCollection<MessageEntry> Touched { get; init; }

    public required IReadOnlyCollection<DeduplicationEntry> Deduplication { get; init; }

    public required IReadOnlyCollection<OutboxSnapshot> Outboxes { get; init; }

    public required IReadOnlyCollection<KeyValuePair<PartitionId, TransferNumber>> Inbox { get; init; }

    public required long DeadLetters { get; init; }

    /// <summary>The receives that may be repeated.</summary>
    public required IReadOnlyCollection<Events.Attempted> Attempts { get; init; }
}
