using QueueService.Partitions.Settings;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Partitions.State;

/// <summary>
/// The whole state of a partition after a frame, without what is derived from it. Holds no message contents. Stays as
/// it is while the state goes on.
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

    /// <summary>
    /// Where unread runs begin that came from another stored part of the snapshot than those before; ascending.
    /// </summary>
    public IReadOnlyList<int> UnreadCuts { get; init; } = [];

    /// <summary>By sequence number.</summary>
    public required IReadOnlyCollection<SavedEntry> Touched { get; init; }

    public required IReadOnlyCollection<DeduplicationEntry> Deduplication { get; init; }

    /// <summary>How many ids stand before these in their first stored part, and have expired.</summary>
    public int DeduplicationSkipped { get; init; }

    public required IReadOnlyCollection<OutboxSnapshot> Outboxes { get; init; }

    /// <summary>In no order.</summary>
    public required IReadOnlyCollection<KeyValuePair<PartitionId, TransferNumber>> Inbox { get; init; }

    public required long DeadLetters { get; init; }

    /// <summary>Null if they are not counted: it is then of the formats before the third feature level.</summary>
    public MessageTotals? Totals { get; init; }

    /// <summary>The receives that may be repeated.</summary>
    public required IReadOnlyCollection<Events.Attempted> Attempts { get; init; }
}
