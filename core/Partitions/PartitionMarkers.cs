using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Partitions;

/// <summary>
/// One document for each partition of which something is true, written before it comes true, so that it is found after
/// a crash without looking at every partition.
/// </summary>
internal sealed class PartitionMarkers(IDocumentStore documents, string collection)
{
    private readonly ConcurrentDictionary<PartitionId, bool> _marked = new();

    /// <summary>Costs a storage call only if this process has not marked the partition already.</summary>
    /// <param name="queue">Whose partition it is, if that is known.</param>
    public async ValueTask MarkAsync(PartitionId partition, QueueName? queue)
    {
        if (_marked.ContainsKey(partition))
            return;
        byte[] content = Encoding.UTF8.GetBytes(queue?.Value ?? "");
        await documents.CreateAsync(collection, partition.ToString(), content, CancellationToken.None);
        _marked[partition] = true;
    }

    /// <summary>True if this process has written, or has found, a marker that it has not taken away.</summary>
    public bool IsMarked(PartitionId partition) => _marked.ContainsKey(partition);

    /// <summary>Has the next call write the marker again, should another process have taken it away.</summary>
    public void Forget(PartitionId partition) => _marked.TryRemove(partition, out _);

    /// <summary>Takes the marker away.</summary>
    public async Task ClearAsync(PartitionId partition)
    {
        Forget(partition);
        if (await documents.GetAsync(collection, partition.ToString(), CancellationToken.None) is { } marker)
            await documents.DeleteAsync(collection, marker.Id, marker.Version, CancellationToken.None);
    }

    /// <summary>All that are marked; one storage call for a thousand of them.</summary>
    public async IAsyncEnumerable<(PartitionId Partition, QueueName? Queue)> ListAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<Document> page;
        string? after = null;
        do
        {
            page = await documents.ListAsync(collection, "", after, Limits.MaxPageSize, cancellationToken);
            foreach (Document marker in page)
                yield return (Parse(marker.Id), Name(marker));
            after = page.Count > 0 ? page[^1].Id : null;
        }
        while (page.Count == Limits.MaxPageSize);
    }

    private static QueueName? Name(Document marker) =>
        QueueName.TryParse(Encoding.UTF8.GetString(marker.Content.Span), out QueueName name) ? name : null;

    private static PartitionId Parse(string id) =>
        id.Length == 19
        && ulong.TryParse(id.AsSpan(0, 16), NumberStyles.HexNumber, null, out ulong incarnation)
        && int.TryParse(id.AsSpan(17), NumberStyles.None, null, out int index)
            ? new PartitionId(incarnation, index)
            : throw new StorageCorruptException($"The marker '{id}' does not name a partition.");
}
