using QueueService.Partitions.State;

namespace QueueService.Partitions.Machine;

/// <summary>
/// How much all open partitions hold one by one in memory, whatever their number: delayed messages and deduplication
/// ids. Kept by each partition as it changes, so that asking costs nothing. Thread-safe.
/// </summary>
internal sealed class HeldTotals
{
    private long _delayed;
    private long _deduplicationIds;

    public long Delayed => Volatile.Read(ref _delayed);

    public long DeduplicationIds => Volatile.Read(ref _deduplicationIds);

    /// <summary>Counts what a partition holds now in place of what it held; null if it is not in memory.</summary>
    public HeldCounts Replace(HeldCounts before, PartitionState? state)
    {
        HeldCounts now = state is null ? default : new HeldCounts(state.Delayed, state.Deduplication.Count);
        if (now == before)
            return now;
        Interlocked.Add(ref _delayed, now.Delayed - before.Delayed);
        Interlocked.Add(ref _deduplicationIds, now.DeduplicationIds - before.DeduplicationIds);
        return now;
    }
}
