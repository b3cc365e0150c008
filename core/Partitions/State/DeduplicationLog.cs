namespace QueueService.Partitions.State;

/// <summary>
/// Deduplication ids in the order in which they were accepted. Each has a number that is never used again. Entries are
/// added at the end and leave at the front; in between nothing ever changes, so a <see cref="DeduplicationRange"/> of
/// it stays as it is. Loop-owned.
/// </summary>
internal sealed class DeduplicationLog
{
    /// <summary>64 KiB of entries: just below what the collector treats as a large object.</summary>
    public const int BlockSize = 2048;

    private const int SmallestBlock = 4;

    private readonly List<DeduplicationEntry[]> _blocks = [];

    /// <summary>The number of the first entry, and that of the entry that comes next.</summary>
    public long First { get; private set; }

    public long Next { get; private set; }

    private long FirstBlock => First / BlockSize;

    public ref readonly DeduplicationEntry this[long number] =>
        ref _blocks[(int)((number / BlockSize) - FirstBlock)][number % BlockSize];

    public void Add(DeduplicationEntry entry)
    {
        int block = (int)((Next / BlockSize) - FirstBlock);
        int place = (int)(Next % BlockSize);
        if (block == _blocks.Count)
            _blocks.Add(new DeduplicationEntry[block == 0 ? Math.Max(SmallestBlock, place + 1) : BlockSize]);
        else if (place == _blocks[block].Length)
            _blocks[block] = Enlarge(_blocks[block]);
        _blocks[block][place] = entry;
        Next++;
    }

    public void RemoveFirst()
    {
        First++;
        if (First % BlockSize == 0)
            _blocks.RemoveAt(0);
        else if (First == Next)
            _blocks.Clear();
    }

    /// <summary>Leaves out numbers, as if their entries had been here and gone; only while it is empty.</summary>
    public void Skip(long count)
    {
        if (First != Next)
            throw new InvalidOperationException("Only an empty list can leave out numbers.");
        _blocks.Clear();
        First += count;
        Next = First;
    }

    public void Clear()
    {
        _blocks.Clear();
        First = Next;
    }

    /// <summary>What is here now.</summary>
    public DeduplicationRange Range() => new([.. _blocks], FirstBlock, First, Next);

    private static DeduplicationEntry[] Enlarge(DeduplicationEntry[] block)
    {
        DeduplicationEntry[] larger = new DeduplicationEntry[Math.Min(block.Length * 2, BlockSize)];
        block.CopyTo(larger, 0);
        return larger;
    }
}
