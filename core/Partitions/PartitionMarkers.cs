using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;
using QueueService.Storage;

namespace QueueService.Partitions;

/// <summary>
/// One document for each partition of which something is true, written before it comes true, so that it is found after
/// a crash without looking at every partition. A process relies on a marker for <paramref name="valid"/> and then
/// writes it anew; only one that is twice as old may be taken away, so that no process takes away what another relies
/// upon. Its times are those of the store's clock, as far as this process knows it.
/// </summary>
/// <param name="valid">
/// Minutes: far longer than what processes take for the store's time differs, and than a commit can take.
/// </param>
internal sealed partial class PartitionMarkers(
    IStore store, string collection, TimeSpan valid, TimeProvider time, ILogger logger)
{
    private const int TimeBytes = sizeof(long);

    private readonly IDocumentStore _documents = store.Documents;
    private readonly ConcurrentDictionary<PartitionId, Timestamp> _written = new();

    /// <summary>Costs storage calls only if this process has not marked the partition lately.</summary>
    /// <param name="owner">The name of the queue or exchange whose partition it is.</param>
    public ValueTask MarkAsync(PartitionId partition, string owner)
    {
        Timestamp now = Now();
        return _written.TryGetValue(partition, out Timestamp written) && now < written + valid
            ? ValueTask.CompletedTask
            : WriteAsync(partition, owner, now);
    }

    /// <summary>True if this process knows of a marker that nobody should rely on any more.</summary>
    public bool IsOld(PartitionId partition) =>
        _written.TryGetValue(partition, out Timestamp written) && IsOld(written);

    /// <summary>
    /// Takes the marker away, unless somebody may rely on it; the caller has just found untrue what it tells.
    /// </summary>
    public async Task ClearAsync(PartitionId partition)
    {
        Document? marker = await FindAsync(partition.ToString());
        if (marker is { Damage: null } && !IsOld(TimeOf(marker)))
        {
            _written[partition] = TimeOf(marker);
            return;
        }

        _written.TryRemove(partition, out _);
        if (marker is not null)
            await _documents.DeleteAsync(collection, marker.Id, marker.Version, CancellationToken.None);
    }

    /// <summary>Takes the marker of a partition away that can never be used again.</summary>
    public async Task RemoveAsync(PartitionId partition)
    {
        _written.TryRemove(partition, out _);
        if (await FindAsync(partition.ToString()) is { } marker)
            await _documents.DeleteAsync(collection, marker.Id, marker.Version, CancellationToken.None);
    }

    /// <summary>
    /// All that are marked; one storage call for a thousand of them. A marker that cannot be read is passed over: it is
    /// a hint, and what it hints at is found when its queue is used.
    /// </summary>
    public async IAsyncEnumerable<PartitionMarker> ListAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Document document in _documents.ReadAllAsync(
            collection, "", null, Limits.MaxPageSize, cancellationToken))
        {
            if (TryRead(document) is { } marker)
                yield return marker;
        }
    }

    private PartitionMarker? TryRead(Document document)
    {
        try
        {
            Document marker = document.Readable();
            return new PartitionMarker(PartitionOf(marker.Id), OwnerOf(marker), IsOld(TimeOf(marker)));
        }
        catch (StorageCorruptException damage)
        {
            LogPassedOver(logger, damage.Message);
            return null;
        }
    }

    private async ValueTask WriteAsync(PartitionId partition, string owner, Timestamp now)
    {
        byte[] content = new byte[TimeBytes + Limits.MaxQueueNameLength];
        BinaryPrimitives.WriteInt64LittleEndian(content, now.UnixMilliseconds);
        int length = TimeBytes + Encoding.UTF8.GetBytes(owner, content.AsSpan(TimeBytes));
        ReadOnlyMemory<byte> written = content.AsMemory(0, length);
        string id = partition.ToString();

        // One that this process has written before is most likely still there.
        Document? marker = _written.ContainsKey(partition) ? await FindAsync(id) : null;
        while (!await TryWriteAsync())
            marker = await FindAsync(id);
        _written[partition] = now;

        async Task<bool> TryWriteAsync()
        {
            try
            {
                Document? stored = marker is null
                    ? await _documents.CreateAsync(collection, id, written, CancellationToken.None)
                    : await _documents.ReplaceAsync(collection, id, written, marker.Version, CancellationToken.None);
                return stored is not null;
            }
            catch (StorageCorruptException) when (marker is null)
            {
                // One that cannot be read has its place: it is looked for, and written over.
                return false;
            }
        }
    }

    /// <summary>Nothing is lost with a marker that cannot be read: it is written over, or taken away.</summary>
    private ValueTask<Document?> FindAsync(string id) => _documents.FindAsync(collection, id, CancellationToken.None);

    private bool IsOld(Timestamp written) => written + (2 * valid) <= Now();

    private Timestamp Now() => Timestamp.From(store.Clock.Correct(time.GetUtcNow()));

    private static Timestamp TimeOf(Document marker) => marker.Content.Length >= TimeBytes
        ? new Timestamp(BinaryPrimitives.ReadInt64LittleEndian(marker.Content.Span))
        : throw new StorageCorruptException($"The marker '{marker.Id}' does not tell when it was written.");

    private static string OwnerOf(Document marker) =>
        marker.Content.Length is > TimeBytes and <= TimeBytes + Limits.MaxQueueNameLength
        && marker.Content.Span[TimeBytes..].IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0
            ? Encoding.ASCII.GetString(marker.Content.Span[TimeBytes..])
            : throw new StorageCorruptException($"The marker '{marker.Id}' does not name a queue or an exchange.");

    private static PartitionId PartitionOf(string id) =>
        id.Length == 19
        && ulong.TryParse(id.AsSpan(0, 16), NumberStyles.HexNumber, null, out ulong incarnation)
        && int.TryParse(id.AsSpan(17), NumberStyles.None, null, out int index)
            ? new PartitionId(incarnation, index)
            : throw new StorageCorruptException($"The marker '{id}' does not name a partition.");

    [LoggerMessage(LogLevel.Error, "A marker is passed over: {Reason}")]
    private static partial void LogPassedOver(ILogger logger, string reason);
}
