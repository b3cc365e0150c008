using QueueService.Log;
using QueueService.Partitions.Codec;
using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <summary>
/// Writes one snapshot: in one piece where it is small, else in parts, of which it leaves out those that are stored.
/// </summary>
/// <param name="reference">The snapshot; its frame is that of the capture.</param>
/// <param name="taken">
/// Where the replica was then. Its parts are used and added to, also when not all of the snapshot could be written.
/// </param>
/// <param name="behind">The snapshot that the log named then.</param>
internal sealed class SnapshotWriter(
    PartitionId id,
    IBlobStore blobs,
    SnapshotReference reference,
    PartitionCapture capture,
    ReplicaMark taken,
    SnapshotReference? behind)
{
    private readonly SnapshotParts _stored = taken.Replica.Parts;
    private readonly KeptFrames _kept = new();
    private readonly List<StoredPart> _parts = [];
    private readonly WireWriter _writer = new(64 * 1024);
    private int _written;
    private long _length;

    /// <summary>In one piece, whatever its size, so that every version can read it.</summary>
    public async Task<WrittenSnapshot> WritePieceAsync(CancellationToken cancellationToken)
    {
        SavedEntry[] touched = [.. capture.State.Touched];
        _kept.Add(touched);
        ReadOnlyMemory<byte> bytes = SnapshotCodec.Encode(capture.State with { Touched = touched });
        await blobs.PutAsync(reference.BlobName(id), bytes, cancellationToken);
        return Written(bytes.Length);
    }

    /// <param name="partBytes">Where a part ends: with the first item that goes beyond.</param>
    public async Task<WrittenSnapshot> WritePartsAsync(int partBytes, CancellationToken cancellationToken)
    {
        // First, since what happens to a message meanwhile must be kept apart until it is read.
        IReadOnlyList<SavedEntry> restTouched = await WriteTouchedAsync(partBytes, cancellationToken);
        IReadOnlyList<StoredPart> usable = _stored.UsableBehind(behind);
        IReadOnlyList<UnreadRun> restUnread = await WriteUnreadAsync(usable, partBytes, cancellationToken);
        DeduplicationRange restIds = await WriteDeduplicationAsync(usable, partBytes, cancellationToken);
        PartitionSnapshot rest = capture.State with
        {
            Unread = restUnread,
            Touched = restTouched,
            Deduplication = restIds,
        };
        ReadOnlyMemory<byte> manifest = SnapshotManifestCodec.Encode(
            new SnapshotManifest([.. _parts.Select(part => part.Part).OrderBy(part => part.Kind)], rest));
        await blobs.PutAsync(reference.BlobName(id), manifest, cancellationToken);
        return Written(manifest.Length);
    }

    private WrittenSnapshot Written(int lastLength) =>
        new(reference, _parts, _kept.With(capture.Unread), _length + lastLength) { Taken = taken, Behind = behind };

    /// <returns>The messages behind the last part.</returns>
    private async Task<IReadOnlyList<SavedEntry>> WriteTouchedAsync(
        int partBytes, CancellationToken cancellationToken)
    {
        List<SavedEntry> rest = [];
        SnapshotPartCodec.Begin(_writer, SnapshotPartKind.Touched);
        foreach (SavedEntry entry in capture.State.Touched)
        {
            rest.Add(entry);
            EntryCodec.Write(_writer, entry);
            if (_writer.Length < partBytes)
                continue;
            _kept.Add(rest);
            rest.Clear();
            await PutAsync(SnapshotPartKind.Touched, _writer.Written, part => part, cancellationToken);
            SnapshotPartCodec.Begin(_writer, SnapshotPartKind.Touched);
        }

        _kept.Add(rest);
        return rest;
    }

    /// <returns>The runs behind the last part.</returns>
    private async Task<IReadOnlyList<UnreadRun>> WriteUnreadAsync(
        IReadOnlyList<StoredPart> usable, int partBytes, CancellationToken cancellationToken)
    {
        Dictionary<object, StoredPart> byChunk = usable.Where(part => part.Chunks.Count > 0).ToDictionary(
            part => part.Chunks[0]);
        IReadOnlyList<UnreadChunk> chunks = capture.Unread.Chunks;
        List<UnreadChunk> pending = [];
        UnreadRun previous = default;
        for (int n = 0; n < chunks.Count; n++)
        {
            if (byChunk.GetValueOrDefault(chunks[n].Identity) is { } same && Matches(same.Chunks, chunks, n))
            {
                await FlushAsync();
                _parts.Add(same);
                n += same.Chunks.Count - 1;
                continue;
            }

            if (pending.Count == 0)
            {
                SnapshotPartCodec.Begin(_writer, SnapshotPartKind.Unread);
                previous = default;
            }

            pending.Add(chunks[n]);
            foreach (UnreadRun run in chunks[n].Runs)
            {
                UnreadCodec.WriteWithGroup(_writer, run, previous);
                previous = run;
            }

            if (_writer.Length >= partBytes)
                await FlushAsync();
        }

        return [.. pending.SelectMany(chunk => chunk.Runs)];

        async ValueTask FlushAsync()
        {
            if (pending.Count == 0)
                return;
            object[] identities = [.. pending.Select(chunk => chunk.Identity)];
            pending.Clear();
            await PutAsync(
                SnapshotPartKind.Unread,
                _writer.Written,
                part => part with { Chunks = identities },
                cancellationToken);
        }
    }

    /// <returns>The ids behind the last part.</returns>
    private async Task<DeduplicationRange> WriteDeduplicationAsync(
        IReadOnlyList<StoredPart> usable, int partBytes, CancellationToken cancellationToken)
    {
        DeduplicationRange ids = capture.Deduplication;
        long at = ids.First;
        foreach (StoredPart part in usable.Where(part => part.Next > at).OrderBy(part => part.First))
        {
            // Behind a part that cannot be used any more there is a gap.
            if (part.First > at)
                at = await WriteIdsAsync(ids.Slice(at, part.First), partBytes, toTheEnd: true, cancellationToken);
            _parts.Add(part with { Part = part.Part with { Skip = (int)(at - part.First) } });
            at = part.Next;
        }

        at = await WriteIdsAsync(ids.Slice(at, ids.Next), partBytes, toTheEnd: false, cancellationToken);
        return ids.Slice(at, ids.Next);
    }

    /// <returns>The number behind the last id that is in a part.</returns>
    private async Task<long> WriteIdsAsync(
        DeduplicationRange ids, int partBytes, bool toTheEnd, CancellationToken cancellationToken)
    {
        long first = ids.First;
        DeduplicationEntry previous = default;
        for (long number = ids.First; number < ids.Next; number++)
        {
            if (number == first)
            {
                SnapshotPartCodec.Begin(_writer, SnapshotPartKind.Deduplication);
                previous = default;
            }

            DeduplicationCodec.Write(_writer, ids[number], previous);
            previous = ids[number];
            if (_writer.Length < partBytes && !(toTheEnd && number == ids.Next - 1))
                continue;
            (long from, long next) = (first, number + 1);
            await PutAsync(
                SnapshotPartKind.Deduplication,
                _writer.Written,
                part => part with { First = from, Next = next },
                cancellationToken);
            first = next;
        }

        return first;
    }

    private async Task PutAsync(
        SnapshotPartKind kind,
        ReadOnlyMemory<byte> bytes,
        Func<StoredPart, StoredPart> holds,
        CancellationToken cancellationToken)
    {
        SnapshotPart part = new(
            kind, reference.Frame, reference.Unique, _written++, bytes.Length, Crc32C.Compute(bytes.Span));
        await blobs.PutAsync(SnapshotReference.BlobName(id, part), bytes, cancellationToken);
        StoredPart written = holds(new StoredPart(part));
        _parts.Add(written);
        _length += bytes.Length;
        if (kind != SnapshotPartKind.Touched)
            _stored.Add(written);
    }

    private static bool Matches(IReadOnlyList<object> part, IReadOnlyList<UnreadChunk> chunks, int start)
    {
        for (int n = 0; n < part.Count; n++)
        {
            if (start + n >= chunks.Count || !ReferenceEquals(part[n], chunks[start + n].Identity))
                return false;
        }

        return true;
    }
}
