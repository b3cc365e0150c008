namespace QueueService.Storage.Memory;

/// <summary>
/// What is stored. It outlives the stores that are opened on it, as a disk outlives processes; several stores on one
/// disk act as several processes.
/// </summary>
/// <param name="time">Gives the times at which blobs were written.</param>
public sealed class MemoryDisk(TimeProvider time)
{
    private long _version;

    /// <summary>Held for the moment in which a call does its work, never across an await.</summary>
    internal Lock Sync { get; } = new();

    internal Dictionary<PartitionId, MemoryLogData> Logs { get; } = [];

    internal SortedDictionary<string, MemoryBlob> Blobs { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, SortedDictionary<string, Document>> Collections { get; } = new(StringComparer.Ordinal);

    internal DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A token that no other content of this disk ever had.</summary>
    internal string NextVersion() => $"{++_version}";
}
