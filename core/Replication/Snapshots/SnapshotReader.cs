using QueueService.Storage;

namespace QueueService.Replication.Snapshots;

/// <summary>Loads snapshots: those of one piece, and those in parts.</summary>
internal sealed class SnapshotReader(Partition partition, IBlobStore blobs)
{
    /// <summary>Parts are a megabyte each; a few at a time hide the way to the store.</summary>
    private const int AtOnce = 4;

    private readonly PartitionId _id = partition.Id;

    /// <summary>Null if some of it is gone, which happens when another snapshot has taken its place.</summary>
    public async Task<RestoredMachine?> ReadAsync(SnapshotReference reference, CancellationToken cancellationToken)
    {
        string name = reference.BlobName(_id);
        if (await blobs.GetAsync(name, cancellationToken) is not { } bytes)
            return null;
        return Decode(name, () => partition.ReadManifest(bytes.Span)) is { } assembly
            ? await ReadPartsAsync(reference, assembly, cancellationToken)
            : new RestoredMachine(Decode(name, () => partition.Restore(bytes.Span)), new SnapshotParts());
    }

    /// <summary>The names of all blobs that make up a snapshot; null if it is gone.</summary>
    public async Task<IReadOnlyList<string>?> ListBlobsAsync(
        SnapshotReference reference, CancellationToken cancellationToken)
    {
        string name = reference.BlobName(_id);
        if (await blobs.GetAsync(name, cancellationToken) is not { } bytes)
            return null;
        return Decode(name, () => partition.ReadManifest(bytes.Span)) is { } assembly
            ? [name, .. assembly.Parts.Select(part => SnapshotReference.BlobName(_id, part))]
            : [name];
    }

    private async Task<RestoredMachine?> ReadPartsAsync(
        SnapshotReference reference, SnapshotAssembly assembly, CancellationToken cancellationToken)
    {
        IReadOnlyList<SnapshotPart> parts = assembly.Parts;
        Queue<Task<ReadOnlyMemory<byte>?>> reading = [];
        int begun = 0;
        bool isGone = false;
        for (int n = 0; n < parts.Count; n++)
        {
            for (; begun < parts.Count && begun < n + AtOnce; begun++)
            {
                reading.Enqueue(blobs.GetAsync(
                    SnapshotReference.BlobName(_id, parts[begun]), cancellationToken).AsTask());
            }

            // What has begun is awaited although nothing will come of it.
            ReadOnlyMemory<byte>? bytes = await reading.Dequeue();
            isGone |= bytes is null;
            if (isGone)
                continue;
            SnapshotPart part = parts[n];
            Decode(SnapshotReference.BlobName(_id, part), () =>
            {
                assembly.Add(part, bytes!.Value.Span);
                return true;
            });
        }

        return isGone ? null : assembly.Restore(reference);
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
