using QueueService.Features;
using QueueService.Partitions.Codec;
using QueueService.Partitions.State;
using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <summary>Loads snapshots: those of one piece, and those in parts.</summary>
internal sealed class SnapshotReader(PartitionId id, IBlobStore blobs)
{
    /// <summary>Parts are a megabyte each; a few at a time hide the way to the store.</summary>
    private const int AtOnce = 4;

    /// <summary>Null if some of it is gone, which happens when another snapshot has taken its place.</summary>
    public async Task<RestoredPartition?> ReadAsync(SnapshotReference reference, CancellationToken cancellationToken)
    {
        string name = reference.BlobName(id);
        if (await blobs.GetAsync(name, cancellationToken) is not { } bytes)
            return null;
        return IsInParts(bytes.Span)
            ? await ReadPartsAsync(
                reference, Decode(name, () => SnapshotManifestCodec.Decode(bytes.Span)), cancellationToken)
            : new RestoredPartition(
                Decode(name, () => PartitionState.Restore(id, SnapshotCodec.Decode(bytes.Span))), new SnapshotParts());
    }

    /// <summary>The names of all blobs that make up a snapshot; null if it is gone.</summary>
    public async Task<IReadOnlyList<string>?> ListBlobsAsync(
        SnapshotReference reference, CancellationToken cancellationToken)
    {
        string name = reference.BlobName(id);
        if (await blobs.GetAsync(name, cancellationToken) is not { } bytes)
            return null;
        if (!IsInParts(bytes.Span))
            return [name];
        SnapshotManifest manifest = Decode(name, () => SnapshotManifestCodec.Decode(bytes.Span));
        return [name, .. manifest.Parts.Select(part => SnapshotReference.BlobName(id, part))];
    }

    private static bool IsInParts(ReadOnlySpan<byte> bytes) =>
        bytes is [byte version, ..] && SnapshotManifestCodec.IsVersion(version);

    private async Task<RestoredPartition?> ReadPartsAsync(
        SnapshotReference reference, SnapshotManifest manifest, CancellationToken cancellationToken)
    {
        SnapshotAssembly assembly = new(manifest);
        Queue<Task<ReadOnlyMemory<byte>?>> reading = [];
        int begun = 0;
        bool isGone = false;
        for (int n = 0; n < manifest.Parts.Count; n++)
        {
            for (; begun < manifest.Parts.Count && begun < n + AtOnce; begun++)
            {
                reading.Enqueue(blobs.GetAsync(
                    SnapshotReference.BlobName(id, manifest.Parts[begun]), cancellationToken).AsTask());
            }

            // What has begun is awaited although nothing will come of it.
            ReadOnlyMemory<byte>? bytes = await reading.Dequeue();
            isGone |= bytes is null;
            if (isGone)
                continue;
            SnapshotPart part = manifest.Parts[n];
            Decode(SnapshotReference.BlobName(id, part), () =>
            {
                assembly.Add(part, bytes!.Value.Span);
                return true;
            });
        }

        return isGone ? null : assembly.Restore(id, reference);
    }

    private static T Decode<T>(string name, Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (FormatException exception)
        {
            throw UnreadableFormat.Of($"Snapshot {name}", exception);
        }
    }
}
