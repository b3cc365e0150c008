using System.Collections;

namespace QueueService.Partitions.State;

/// <summary>
/// The deduplication ids of one moment, by their numbers. Never changes, so any thread may read it.
/// </summary>
internal sealed class DeduplicationRange(DeduplicationEntry[][] blocks, long firstBlock, long first, long next)
    : IReadOnlyCollection<DeduplicationEntry>
{
    public long First => first;

    /// <summary>The number behind the last one.</summary>
    public long Next => next;

    public int Count => (int)(next - first);

    /// <summary>The entry with this number.</summary>
    public DeduplicationEntry this[long number] =>
        blocks[(int)((number / DeduplicationLog.BlockSize) - firstBlock)][number % DeduplicationLog.BlockSize];

    /// <summary>The entries with these numbers; both are within the range.</summary>
    public DeduplicationRange Slice(long from, long to) => from >= first && to >= from && to <= next
        ? new DeduplicationRange(blocks, firstBlock, from, to)
        : throw new ArgumentOutOfRangeException(nameof(from));

    public IEnumerator<DeduplicationEntry> GetEnumerator()
    {
        for (long number = first; number < next; number++)
            yield return this[number];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
