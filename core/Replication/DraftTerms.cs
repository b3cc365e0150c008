using QueueService.Wire;

namespace QueueService.Replication;

/// <summary>What a draft is begun with.</summary>
/// <param name="Id">Another one for each draft of a loop.</param>
/// <param name="Now">The time of all that is decided.</param>
/// <param name="Encoded">Where the events are encoded.</param>
internal readonly record struct DraftTerms(long Id, Timestamp Now, PartitionLimits Bounds, WireWriter Encoded)
{
    /// <summary>What the clock of this process shows, by which callers wait.</summary>
    public required Timestamp CallerTime { get; init; }

    /// <summary>False if what would wait is to be answered as it is.</summary>
    public required bool MayWait { get; init; }

    /// <summary>What was fetched last, until a draft that may use it is durable; null if nothing was.</summary>
    public required Preparation? Prepared { get; init; }
}
