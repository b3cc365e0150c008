using System.Collections.Concurrent;
using System.Globalization;
using QueueService.Storage;

namespace QueueService.Partitions.Moves;

/// <summary>
/// One document for each partition that messages may be on their way from, so that a process that starts after a crash
/// finds unfinished transfers without looking at every partition.
/// </summary>
internal sealed class LeavingMarkers(IDocumentStore documents)
{
    private const string Collection = "leaving";
    private readonly ConcurrentDictionary<PartitionId, bool> _marked = new();

    public async Task MarkAsync(PartitionId partition)
    {
        if (_marked.ContainsKey(partition))
            return;
        await documents.CreateAsync(
            Collection, partition.ToString(), ReadOnlyMemory<byte>.Empty, CancellationToken.None);
        _marked[partition] = true;
    }

    /// <summary>True if this process has written, or has found, a marker that it has not taken away.</summary>
    public bool IsMarked(PartitionId partition) => _marked.ContainsKey(partition);

    /// <summary>Takes the marker away; the caller knows that nothing is on its way.</summary>
    public async Task ClearAsync(PartitionId partition)
    {
        _marked.TryRemove(partition, out _);
        if (await documents.GetAsync(Collection, partition.ToString(), CancellationToken.None) is { } marker)
            await documents.DeleteAsync(Collection, marker.Id, marker.Version, CancellationToken.None);
    }

    public async Task<IReadOnlyList<PartitionId>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Document> found = await documents.ListAsync(
            Collection, "", null, Limits.MaxPageSize, cancellationToken);
        return [.. found.Select(marker => Parse(marker.Id))];
    }

    private static PartitionId Parse(string id) =>
        id.Length == 19
        && ulong.TryParse(id.AsSpan(0, 16), NumberStyles.HexNumber, null, out ulong incarnation)
        && int.TryParse(id.AsSpan(17), NumberStyles.None, null, out int index)
            ? new PartitionId(incarnation, index)
            : throw new StorageCorruptException($"The marker '{id}' does not name a partition.");
}
