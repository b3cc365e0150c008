using QueueService.Features;
using QueueService.Partitions.Codec;
using QueueService.Partitions.State;
using QueueService.Replication;
using QueueService.Replication.Snapshots;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Partitions.Snapshots;

/// <summary>
/// Writes one snapshot: in one piece where it is small, else in parts, of which it leaves out those that are stored.
/// </summary>
internal sealed class QueueSnapshotWriter(
    PartitionId id, SnapshotTask task, PartitionCapture capture, PartitionServices services) : SnapshotWriter
{
    /// <summary>
    /// How much smaller a part is than what is stored in one piece: the manifest of a snapshot has up to a part's bytes
    /// of each kind.
    /// </summary>
    private const int PartsPerPiece = 8;

    private readonly IBlobStore _blobs = services.Store.Blobs;
    private readonly SnapshotReference _reference = task.Reference;
    private readonly SnapshotParts _stored = task.Taken.Replica.Parts;
    private readonly KeptFrames _kept = new();
    private readonly List<QueuePart> _parts = [];
    private readonly WireWriter _writer = new(64 * 1024);
    private int _written;
    private long _length;

    public override Task<WrittenSnapshot> WriteAsync(CancellationToken cancellationToken)
    {
        int limit = services.Memory.MaxSnapshotPartBytes;

        // That of one piece, which every version can read, does not tell the groups of unread messages.
        bool isInParts = services.Features.Level >= FeatureLevel.Two
            && (LengthBound(capture.State) > limit / 2
                || capture.State is { Queue.IsFifo: true, Unread.Count: > 0 });
        return isInParts
            ? WritePartsAsync(limit / PartsPerPiece, cancellationToken)
            : WritePieceAsync(cancellationToken);
    }

    /// <summary>More bytes than the messages, ids and transfers of a state can take in a snapshot.</summary>
    private static long LengthBound(PartitionSnapshot state) =>
        (60L * state.Unread.Count) + (200L * state.Touched.Count) + (31L * state.Deduplication.Count)
        + (18L * state.Inbox.Count) + state.Outboxes.Sum(outbox => 32 + (9L * outbox.Pending.Count))
        + state.Attempts.Sum(attempt => 32 + (9L * attempt.Messages.Length));

    /// <summary>In one piece, whatever its size, so that every version can read it.</summary>
    private async Task<WrittenSnapshot> WritePieceAsync(CancellationToken cancellationToken)
    {
        SavedEntry[] touched = [.. capture.State.Touched];
        _kept.Add(touched);
        ReadOnlyMemory<byte> bytes = SnapshotCodec.Encode(capture.State with { Touched = touched });
        await _blobs.PutAsync(_reference.BlobName(id), bytes, cancellationToken);
        return Written(bytes.Length);
    }

    /// <param name="partBytes">Where a part ends: with the first item that goes beyond.</param>
    private async Task<WrittenSnapshot> WritePartsAsync(int partBytes, CancellationToken cancellationToken)
    {
        // First, since what happens to a message meanwhile must be kept apart until it is read.
        IReadOnlyList<SavedEntry> restTouched = await WriteTouchedAsync(partBytes, cancellationToken);
        IReadOnlyList<QueuePart> usable = [.. _stored.UsableBehind(task.Behind).Cast<QueuePart>()];
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
        await _blobs.PutAsync(_reference.BlobName(id), manifest, cancellationToken);
        return Written(manifest.Length);
    }

    private WrittenSnapshot Written(int lastLength) =>
        new(_reference, _parts, _kept.With(capture.Unread), _length + lastLength)
        {
            Taken = task.Taken,
            Behind = task.Behind,
        };

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
        IReadOnlyList<QueuePart> usable, int partBytes, CancellationToken cancellationToken)
    {
        Dictionary<object, QueuePart> byChunk = usable.Where(part => part.Chunks.Count > 0).ToDictionary(
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
        IReadOnlyList<QueuePart> usable, int partBytes, CancellationToken cancellationToken)
    {
        DeduplicationRange ids = capture.Deduplication;
        long at = ids.First;
        foreach (QueuePart part in usable.Where(part => part.Next > at).OrderBy(part => part.First))
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
        Func<QueuePart, QueuePart> holds,
        CancellationToken cancellationToken)
    {
        SnapshotPart part = new(
            (byte)kind, _reference.Frame, _reference.Unique, _written++, bytes.Length, Crc32C.Compute(bytes.Span));
        await _blobs.PutAsync(SnapshotReference.BlobName(id, part), bytes, cancellationToken);
        QueuePart written = holds(new QueuePart(part));
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
