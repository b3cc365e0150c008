namespace QueueService.Replication.Snapshots;

/// <summary>Puts a machine together from the parts of a snapshot.</summary>
internal abstract class SnapshotAssembly
{
    /// <summary>The parts, in the order in which they are to be added.</summary>
    public abstract IReadOnlyList<SnapshotPart> Parts { get; }

    /// <summary>Throws <see cref="FormatException"/> if the bytes are not those that were written.</summary>
    public abstract void Add(SnapshotPart part, ReadOnlySpan<byte> bytes);

    /// <summary>To be called when all parts were added.</summary>
    /// <param name="reference">The snapshot.</param>
    public abstract RestoredMachine Restore(SnapshotReference reference);
}
