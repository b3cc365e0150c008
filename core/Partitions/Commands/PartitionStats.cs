using QueueService.Partitions.State;

namespace QueueService.Partitions.Commands;

/// <summary>How much a partition holds.</summary>
/// <param name="OldestAt">When the oldest message was enqueued; null if there is none.</param>
/// <param name="NextSequence">The number of the next message to come.</param>
/// <param name="DeadLetters">Dead letters that have ever come here.</param>
internal sealed record PartitionStats(
    long Visible,
    long InFlight,
    long Delayed,
    long Bytes,
    Timestamp? OldestAt,
    SequenceNumber NextSequence,
    long DeadLetters)
{
    /// <summary>When this was so, by the clock of the partition.</summary>
    public Timestamp At { get; init; }

    /// <summary>Dead letters that an exchange leads nowhere so far.</summary>
    public long Held { get; init; }

    /// <summary>What was counted of all messages; null if it is not.</summary>
    public MessageTotals? Totals { get; init; }

    /// <summary>True if no message is here, save those on their way to another queue.</summary>
    public bool IsEmpty => this is { Visible: 0, InFlight: 0, Delayed: 0, Held: 0 };
}
